package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.management.ResourceRules;
import java.util.ArrayList;
import java.util.List;

/** The rules of what extends, protects and dresses a tenant; a part of {@link Resources}. */
final class FeatureRules {

  private FeatureRules() {}

  static List<ResourceRules> all() {
    List<ResourceRules> all =
        new ArrayList<>(
            List.of(
                new ActionRules(),
                new ActionModules(),
                new ActionModuleUsers(),
                new ActionTriggers(),
                new BlockedAddressRules(),
                new BrandingRules(),
                new BrandingThemes(),
                new EmailProviderRules(),
                new EmailTemplateRules(),
                new EventStreamRules(),
                new FlowRules(),
                new FormRules(),
                new GuardianFactors(),
                new HookRules(),
                new LogStreamRules(),
                new NetworkAclRules(),
                new PhoneProviderRules(),
                new PhoneTemplateRules(),
                new PromptRules(),
                new RuleConfigRules(),
                new RuleRules(),
                new SegmentRules(),
                new VaultConnectionRules()));
    all.addAll(AttackProtectionRules.all());
    all.addAll(FactorSettings.all());
    all.addAll(InitialSettings.all());
    return all;
  }
}
