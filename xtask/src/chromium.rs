//! The browser that the browser tests drive: found on the machine, or installed where we may.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command::{find_program, run, succeeds};

/// The names that Chromium and its kin are installed under.
const NAMES: [&str; 6] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
];

/// Places outside `PATH` where installers of several systems put it.
const PLACES: [&str; 7] = [
    "/usr/lib/chromium/chromium",
    "/snap/bin/chromium",
    "/opt/google/chrome/chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
];

/// The executable of a Chromium: the one that the variable `CHROMIUM` names, else one found, else
/// Debian's, installed here and now.
///
/// # Errors
/// Where `CHROMIUM` names no file, where there is no Chromium and we may not install one, and
/// where the installation failed.
pub fn find_or_install() -> Result<PathBuf> {
    if let Some(path) = find()? {
        return Ok(path);
    }
    if !(is_debian() && is_root()) {
        bail!(
            "Chromium was not found: install Chromium or Chrome from your system's packages, or \
             set the variable CHROMIUM to its executable, then run the command again"
        );
    }
    println!("Chromium was not found; installing Debian's.");
    install().context(
        "Debian's Chromium could not be installed: install the package chromium by hand, then \
         run the command again",
    )?;
    find()?.context(
        "the package chromium was installed but its executable was not found: set the variable \
         CHROMIUM to it, then run the command again",
    )
}

/// The executable that `CHROMIUM` names, or the first known one on this machine.
fn find() -> Result<Option<PathBuf>> {
    if let Some(named) = std::env::var_os("CHROMIUM").filter(|value| !value.is_empty()) {
        let path = PathBuf::from(named);
        // A bare name is looked up on PATH, as a shell would.
        return match find_program(&path) {
            Some(found) => Ok(Some(found)),
            None => bail!(
                "the variable CHROMIUM names {}, which is no executable file: correct it or unset \
                 it, then run the command again",
                path.display()
            ),
        };
    }
    let on_path = NAMES.iter().find_map(|name| find_program(Path::new(name)));
    let known = || {
        PLACES
            .iter()
            .find_map(|place| find_program(Path::new(place)))
    };
    Ok(on_path.or_else(known))
}

/// Whether this is Debian, or one of its descendants with the same packages.
fn is_debian() -> bool {
    // Ubuntu's package of this name only points to a snap, so it counts as unknown here.
    std::fs::read_to_string("/etc/os-release")
        .is_ok_and(|release| release.lines().any(|line| line == "ID=debian"))
}

/// Whether packages can be installed without asking anybody.
fn is_root() -> bool {
    Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// Installs Debian's package. A machine whose package lists are fresh needs no update, and one
/// that is offline but holds the package in its cache must not fail for want of one.
fn install() -> Result<()> {
    let apt = |arguments: &[&str]| {
        let mut command = Command::new("apt-get");
        command
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    if !succeeds(&mut apt(&["update", "-qq"])) {
        println!("The package lists could not be updated; going on with those at hand.");
    }
    run(&mut apt(&[
        "install",
        "-y",
        "-qq",
        "--no-install-recommends",
        "chromium",
        "fonts-dejavu-core",
    ]))
}
