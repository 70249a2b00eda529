who-personal = You, with your ID card
who-legal = The legal representative or an agent
cost-none-here = Nothing is paid at this machine
how-long-now = Done while you wait
how-long-days = { $days ->
    [1] 1 working day
   *[other] { $days } working days
 }
how-long-days-legal = { $days ->
    [1] 1 working day
   *[other] { $days } working days
 } (by law { $legal } at most)
delivery-print = { $result }: printed here
delivery-locker = { $result }: into this locker; collect it with your ID card and the code
delivery-courier = { $result }: by courier
delivery-electronic = { $result }: electronic, on your phone
delivery-bundle = Printed here where possible, the rest into the locker
notice-who = { $department }. The bank lends the machine and does not see what you enter.
    .label = Who uses your data
notice-purpose = Only for "{ $item }".
    .label = What for
notice-kinds = { $kinds }.
    .label = Which data
    .none = No personal data
notice-keeping = Deleted from this machine within 24 hours after the hall has it.
    .label = How long it stays here
notice-rights = You may stop at any time; what you entered is erased at once. The counter is open to you too.
    .label = Your rights
value-none = None
