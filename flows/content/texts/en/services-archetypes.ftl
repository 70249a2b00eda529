declare-own-use = The records are my own or my organisation's, for lawful use.
declare-own-matter = I act for myself or my organisation.
declare-once-only = I have not claimed twice for the same matter.
declare-real-name = I act under my real identity.
stop-no-account-consent = Without an account nothing can be paid, so it cannot go on here.
remedy-department-window = The counter of the department has other ways.
