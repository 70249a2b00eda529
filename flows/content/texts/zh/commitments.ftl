commit-duty = 主管部门已经一次说清了要符合的条件。
commit-content = 我承诺现在就符合这些条件，说的都是真的。
commit-check = 我知道批了以后会来核查，也可能被抽查。
commit-liability = 说了假话，要限期改正，或者撤销许可，并记入信用。
commit-paper = 我是自愿选的。不承诺也可以按普通办法交材料。
promise-follow = 我自愿选择先办。缺的{ $papers }，我在 { $day } 前带收件凭证交到{ $place }窗口。
promise-withheld = 补齐以前，不发结果。
promise-lapse = 到期没补，这次申请就终止，可以重新申请。
