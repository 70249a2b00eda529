q-bundle-items = Which of these?
    .why = Filled in once, each with its own result.
    .say = The usual ones are ticked. Press next if that is right.
