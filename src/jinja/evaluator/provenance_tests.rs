//! Where text came from, over templates that are made up: every literal word stands once in one file, so what a segment
//! says of its source can be checked word by word.

use std::collections::HashMap;
use std::sync::Arc;

use minijinja::Value;
use proptest::prelude::*;

use crate::jinja::{Budget, Host, Rendered, SegmentKind, Template, macro_value, render_variants, unknown};
use crate::text::FileId;

/// A piece of a template in the making.
#[derive(Clone, Debug)]
enum Piece {
    Word,
    Gap(&'static str),
    Print(&'static str),
    If(&'static str, Vec<Piece>, Vec<Piece>),
    For(&'static str, Vec<Piece>),
    SetBlock(&'static str, Vec<Piece>),
    Call(&'static str, Vec<Piece>),
    Filter(&'static str, Vec<Piece>),
    Macro(Vec<Piece>),
    Raw,
}

fn pieces() -> impl Strategy<Value = Vec<Piece>> {
    let leaf = prop_oneof![
        4 => Just(Piece::Word),
        2 => prop::sample::select(vec![" ", "\n", "\r\n", "  \n\t"]).prop_map(Piece::Gap),
        2 => prop::sample::select(vec!["1", "x", "x ~ 'y'", "x | trim", "x[1:]", "[x, 'q', x] | join('-')", "x | upper", "x ~ x", "x.strip()", "'%s' % x", "lib()", "lib() ~ lib()", "nobody"])
            .prop_map(Piece::Print),
        1 => Just(Piece::Raw),
    ];
    let body = leaf.prop_recursive(4, 40, 5, |inner| {
        let body = prop::collection::vec(inner, 0..5);
        prop_oneof![
            (prop::sample::select(vec!["true", "false", "nobody", "x", "lib()"]), body.clone(), body.clone())
                .prop_map(|(test, one, other)| Piece::If(test, one, other)),
            (prop::sample::select(vec!["[]", "[1, 2]", "range(3)", "[x]"]), body.clone()).prop_map(|(items, body)| Piece::For(items, body)),
            (prop::sample::select(vec!["", " | trim", " | upper"]), body.clone()).prop_map(|(filter, body)| Piece::SetBlock(filter, body)),
            (prop::sample::select(vec!["wrap()", "twice()", "quiet()"]), body.clone()).prop_map(|(call, body)| Piece::Call(call, body)),
            (prop::sample::select(vec!["trim", "upper", "replace('w', 'w')"]), body.clone())
                .prop_map(|(filter, body)| Piece::Filter(filter, body)),
            body.prop_map(Piece::Macro),
        ]
    });
    prop::collection::vec(body, 0..8)
}

/// Writes pieces down, each word with a number of its own.
struct Writer {
    words: usize,
    macros: usize,
    out: String,
}

impl Writer {
    fn all(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            self.piece(piece);
        }
    }

    fn block(&mut self, opening: &str, body: &[Piece], closing: &str) {
        // Some trim marks, as the number of the next word has it.
        let (left, right) = (["", "-", "+"][self.words % 3], ["-", "", ""][self.words % 3]);
        self.out.push_str(&format!("{{%{left} {opening} {right}%}}"));
        self.all(body);
        self.out.push_str(&format!("{{%{right} {closing} {left}%}}").replace("+%}", "%}"));
    }

    fn piece(&mut self, piece: &Piece) {
        match piece {
            Piece::Word => {
                self.words += 1;
                self.out.push_str(&format!("w{}é ", self.words));
            }
            Piece::Gap(gap) => self.out.push_str(gap),
            Piece::Print(value) => self.out.push_str(&format!("{{{{ {value} }}}}")),
            Piece::If(test, one, other) => {
                self.out.push_str(&format!("{{% if {test} %}}"));
                self.all(one);
                self.block("else", other, "endif");
            }
            Piece::For(items, body) => self.block(&format!("for i in {items}"), body, "endfor"),
            Piece::SetBlock(filter, body) => {
                self.block(&format!("set x{filter}"), body, "endset");
                self.out.push_str("{{ x }}");
            }
            Piece::Call(call, body) => self.block(&format!("call {call}"), body, "endcall"),
            Piece::Filter(filter, body) => self.block(&format!("filter {filter}"), body, "endfilter"),
            Piece::Macro(body) => {
                self.macros += 1;
                let name = format!("m{}", self.macros);
                self.block(&format!("macro {name}()"), body, "endmacro");
                self.out.push_str(&format!("{{{{ {name}() }}}}"));
            }
            Piece::Raw => {
                self.words += 1;
                self.out.push_str(&format!("{{% raw %}} w{}é {{{{ {{% endraw %}}", self.words));
            }
        }
    }
}

struct Library {
    template: Arc<Template>,
}

impl Host for Library {
    fn lookup(&self, name: &str) -> Option<Value> {
        if name == "nobody" {
            return Some(unknown(crate::jinja::UnknownKind::Any));
        }
        let code = self.template.macros().find(|code| &*code.name == name)?;
        Some(macro_value(&self.template, code, Arc::from(format!("library.{name}"))))
    }
}

/// What holds for every rendering; `texts` are those of the files.
fn sound(rendered: &Rendered, texts: &HashMap<FileId, String>) -> Result<(), TestCaseError> {
    let mut at = 0;
    for segment in rendered.map.segments() {
        prop_assert_eq!(segment.out.start(), at);
        at = segment.out.end();
        let written = &rendered.text[segment.out.span()];
        let source = texts[&segment.file].get(segment.source.span());
        prop_assert!(source.is_some(), "a source that its file has not: {segment:?}");
        let frame = &rendered.map.frames()[segment.frame as usize];
        prop_assert!(frame.call.is_none() == (segment.frame == 0));
        prop_assert!(segment.file == FileId(0) || segment.frame > 0, "text of a macro without its call: {segment:?}");
        match segment.kind {
            SegmentKind::Raw => prop_assert_eq!(Some(written), source),
            SegmentKind::Event => prop_assert_eq!(written, ""),
            SegmentKind::Expr | SegmentKind::Hole => {}
        }
    }
    prop_assert_eq!(at as usize, rendered.text.len());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn literal_text_leads_to_where_it_was_written(main in pieces(), lib in pieces(), wrap in pieces()) {
        let mut writer = Writer { words: 0, macros: 0, out: String::new() };
        writer.all(&main);
        let text = std::mem::take(&mut writer.out);
        for (name, opening, body, closing) in [("lib", "", &lib, ""), ("wrap", "<{{ caller() }}", &wrap, ">"), ("twice", "", &wrap, "{{ caller() }}{{ caller() | trim }}"), ("quiet", "", &lib, "")] {
            writer.out.push_str(&format!("{{% macro {name}() %}}{opening}"));
            writer.all(body);
            writer.out.push_str(&format!("{closing}{{% endmacro %}}\n"));
        }
        let library = writer.out;
        let host = Library { template: Template::new(FileId(1), &Arc::from(library.as_str())) };
        let texts = HashMap::from([(FileId(0), text.clone()), (FileId(1), library)]);
        let mut renderings = Vec::new();
        render_variants(&Template::new(FileId(0), &Arc::from(text)), &host, &Budget::default(), &mut |rendered| {
            renderings.push(rendered);
            true
        });
        for rendered in &renderings {
            sound(rendered, &texts)?;
        }
    }
}
