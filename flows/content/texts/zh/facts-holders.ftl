fact-holder-name = 股东姓名
fact-holder-idno = 股东证件号码
fact-holder-share = 股东出资比例
fact-holder-more = 还有一位股东
