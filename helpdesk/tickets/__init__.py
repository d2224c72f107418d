"""Work to be done for a customer, with a number, a state and somebody who has it."""
