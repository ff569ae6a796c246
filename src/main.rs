//! The binary: hands the command line to `cli` and returns its exit code.

use std::process::ExitCode;

#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    nutgraf::cli::run(std::env::args_os())
}
