use std::process::ExitCode;

fn main() -> ExitCode {
    setsquare::cli::main()
}
