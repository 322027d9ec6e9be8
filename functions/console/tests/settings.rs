//! The program itself names each setting that is missing or wrong.

#[test]
fn every_setting_is_needed_and_named() {
    start::every_setting_is_needed_and_named(env!("CARGO_BIN_EXE_console"), "console");
}
