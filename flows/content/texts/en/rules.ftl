rule-adult = Under sixteen one cannot apply alone.
remedy-guardian-comes = Please come with a guardian and the guardian's ID card.
rule-document-ended = The ID card has expired.
remedy-renew-document = Please renew the card first, or ask staff to check.
rule-abnormal = The company is on the list of abnormal operations.
remedy-abnormal = This can go on. We suggest removal from the list first.
rule-not-insured = There is no insurance being paid in, so treatment elsewhere cannot be filed.
remedy-insure-first = Please resume the insurance first; if this seems wrong, let a person decide.
