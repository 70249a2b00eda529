rule-adult = 未满十六岁，不能自己办。
remedy-guardian-comes = 请监护人一起来，带上自己的身份证。
rule-document-ended = 身份证已经过期。
remedy-renew-document = 请先换新身份证，或者请工作人员核对。
rule-abnormal = 公司在经营异常名录里。
remedy-abnormal = 这件事还能办。建议先申请移出名录。
rule-not-insured = 没有在缴的社会保险，异地看病备不了案。
remedy-insure-first = 请先续上参保缴费；觉得查得不对，可以请人来审。
