use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Trees, templates and findings are many small allocations on all threads at once.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    setsquare::cli::main()
}
