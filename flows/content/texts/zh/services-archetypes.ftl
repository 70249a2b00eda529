declare-own-use = 我打印的是我本人或本单位的资料，只用在正当的地方。
declare-own-matter = 我办的是我本人或本单位的事。
declare-once-only = 同一件事我没有重复申领。
declare-real-name = 我是以真实身份来办的。
stop-no-account-consent = 没有账号，钱打不出去，所以这里不能接着办。
remedy-department-window = 可以到主管部门的窗口，用别的办法领取。
