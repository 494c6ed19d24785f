package dev.fakeauth0.contracts;

/** Says that a case cannot be examined here, and what it would need. */
final class NotExamined extends Exception {

  private static final long serialVersionUID = 1L;

  NotExamined(String why) {
    super(why);
  }
}
