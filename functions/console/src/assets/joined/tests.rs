use super::*;

const FILES: [(&str, &str); 4] = [
    ("page.js", "import { b } from \"./b.js\";\nimport * as all from \"./a-rules.js\";\n\nb(all.A);\n"),
    (
        "b.js",
        "import { A } from \"./a-rules.js\";\nconst own = A;\nexport function b(x) {\n  return own + x;\n}\n",
    ),
    (
        "a-rules.js",
        "// Text.\nexport const A = 1;\nexport async function $go() {}\nexport class Kind extends Error {}\n",
    ),
    ("lost.js", "import { x } from \"./nowhere.js\";\n"),
];

fn text_of(name: &str) -> Option<&'static str> {
    FILES.iter().find(|(file, _)| *file == name).map(|(_, text)| *text)
}

#[test]
fn every_module_comes_once_after_what_it_imports_and_returns_what_it_exports() {
    assert_eq!(
        joined(&["page.js", "b.js"], text_of).as_deref(),
        Some(
            "const $a_rules = (() => {\n// Text.\nconst A = 1;\nasync function $go() {}\nclass Kind extends Error {}\n\
             return { A, $go, Kind };\n})();\n\
             const $b = (() => {\nconst { A } = $a_rules;\nconst own = A;\nfunction b(x) {\n  return own + x;\n}\n\
             return { b };\n})();\n\
             const $page = (() => {\nconst { b } = $b;\nconst all = $a_rules;\n\nb(all.A);\nreturn {  };\n})();\n"
        )
    );
}

#[test]
fn a_file_that_does_not_exist_is_not_passed_over() {
    assert_eq!(joined(&["lost.js"], text_of), None);
    assert_eq!(joined(&["page.js", "gone.js"], text_of), None);
}

#[test]
fn modules_that_import_each_other_are_not_served() {
    let circle = |name: &str| match name {
        "a.js" => Some("import { b } from \"./b.js\";\n"),
        "b.js" => Some("import { a } from \"./a.js\";\n"),
        _ => None,
    };
    assert_eq!(joined(&["a.js"], circle), None);
}

#[test]
fn what_is_written_otherwise_is_not_served() {
    let written =
        |line: &'static str| joined(&["a.js"], |name| if name == "a.js" { Some(line) } else { Some("") });
    for line in [
        "export default a;",
        "export { a };",
        "export * from \"./b.js\";",
        "export let a = 1;",
        "export function* a() {}",
        "export const { a } = b;",
        "import { a as b } from \"./b.js\";",
        "import a from './b.js';",
        "import {",
        "import \"./b.js\";",
        "const a = await b();",
        "await b();",
    ] {
        assert_eq!(written(line), None, "{line}");
    }
    for line in [
        "export const a = 1;",
        "import { a, b } from \"./b.js\";",
        "// import { a as b }",
        "async function a() {",
    ] {
        assert!(written(line).is_some(), "{line}");
    }
}
