/**
 * Why a request was refused: {@link dev.fakeauth0.refusal.RefusalReason} names the reason, {@link
 * dev.fakeauth0.refusal.Diagnosis} explains the one case.
 */
package dev.fakeauth0.refusal;
