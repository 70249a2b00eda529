"""The inside of the receipt printer: commands, paper, tray."""
