"""What authors do with the content: account for every question, compare two versions, rehearse, use a spreadsheet."""
