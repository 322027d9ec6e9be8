//! Black-box tests of the deployed local stack.
