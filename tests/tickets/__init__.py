"""Work with a number, a state and somebody who has it."""
