commit-duty = The authority has told me once, in writing, what is required.
commit-content = I promise that I meet it now and that what I say is true.
commit-check = I know that it is checked afterwards, perhaps by a spot check.
commit-liability = A false promise means correction in time, or revocation, and a credit record.
commit-paper = I chose this freely. Without it the ordinary papers will do.
promise-follow = I choose this of my own will. I bring what is missing ({ $papers }) by { $day }, with the slip, to the counter of { $place }.
promise-withheld = No result is given before that.
promise-lapse = If it is not brought in time, the application ends; I may apply again.
