fact-holder-name = Shareholder
fact-holder-idno = Shareholder ID number
fact-holder-share = Shareholder share
fact-holder-more = One more shareholder
