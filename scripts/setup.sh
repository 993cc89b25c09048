# The part of build.sh that installs what is missing. Each function does nothing where nothing is missing.
# shellcheck shell=bash

setup() {
  setup_rust
  setup_wasm_bindgen
  setup_packages
  setup_shellcheck
  setup_chromium
  setup_lighthouse
  setup_firefox || true # tests then go without
  say 'Everything that is needed is installed'
}

setup_rust() {
  has rustup || fail 'rustup is missing. Install it from https://rustup.rs, then run this again.'
  if ! rustup target list --installed | grep -x "$TRIPLE" >/dev/null; then
    say "Installing the Rust target $TRIPLE"
    rustup target add "$TRIPLE"
  fi
}

# The command line tool and the library must be of exactly one version, so Cargo.lock names both.
setup_wasm_bindgen() {
  local version
  version=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/version = |"/, ""); print; exit }' Cargo.lock)
  [[ -n $version ]] || fail 'Cargo.lock names no wasm-bindgen. Restore it with git checkout Cargo.lock.'
  if [[ $("$TOOLS/bin/wasm-bindgen" --version 2>/dev/null || true) != "wasm-bindgen $version" ]]; then
    say "Installing wasm-bindgen $version into $TOOLS (takes some minutes)"
    # A registry mirror can lag behind the versions that the tool itself was locked to.
    cargo_install wasm-bindgen-cli "$version" --locked || cargo_install wasm-bindgen-cli "$version" ||
      fail "wasm-bindgen $version could not be installed. The messages above say why."
  fi
}

cargo_install() {
  local name=$1 version=$2
  shift 2
  cargo install "$name" --version "$version" --root "$TOOLS" "$@"
}

setup_packages() {
  local supported='const [a, b] = process.versions.node.split(".").map(Number);
    process.exit((a === 20 && b >= 19) || (a === 22 && b >= 12) || a > 22 ? 0 : 1)'
  if ! has node || ! has npm; then
    fail 'Node is missing. Install Node 20.19 or newer from https://nodejs.org, then run this again.'
  fi
  node -e "$supported" ||
    fail "Node $(node --version) is too old. Install 20.19 or newer (not 21) from https://nodejs.org."
  npm_install www 'the npm packages of www'
}

# Not part of `setup`: they take 5 GB, and only one benchmark needs them.
setup_peers() {
  has python3 || fail 'Python is missing. Install Python 3.11 or newer with its venv module, then run this again.'
  local venv=$TOOLS/peers list=benches/peers/requirements.txt
  if ! cmp -s "$list" "$venv/installed.txt"; then
    say "Installing PyTorch and JAX into $venv (downloads 2 GB)"
    python3 -m venv --clear "$venv"
    "$venv/bin/pip" install --quiet --no-deps --requirement "$list"
    cp "$list" "$venv/installed.txt"
  fi
  npm_install benches/peers 'TensorFlow.js'
}

setup_lighthouse() { npm_install tests/lighthouse Lighthouse; }

# Installs what the lock file in a folder says, where it is not there.
npm_install() {
  local folder=$1 what=$2
  if [[ ! $folder/node_modules/.package-lock.json -nt $folder/package-lock.json ]]; then
    say "Installing $what"
    (cd "$folder" && npm ci --no-fund --no-audit)
  fi
}

setup_shellcheck() {
  if ! has shellcheck; then
    can_apt || return 0 # lint says that it goes without
    apt_install shellcheck
  fi
}

setup_chromium() {
  if [[ -z ${CHROMIUM:-} ]] && ! find_chromium >/dev/null; then
    can_apt || fail 'The browser tests need Chromium. Install it, or set CHROMIUM to the path of one.'
    apt_install chromium
  fi
  CHROMIUM=${CHROMIUM:-$(find_chromium)}
  has "$CHROMIUM" || fail "CHROMIUM is '$CHROMIUM', which is no program. Set it to the path of Chromium."
  export CHROMIUM
}

find_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; }

setup_firefox() {
  FIREFOX=${FIREFOX:-$(find_firefox)}
  if ! has "$FIREFOX"; then
    can_apt || return 1
    apt_install firefox-esr
    FIREFOX=$(find_firefox)
  fi
  export FIREFOX
}

find_firefox() { command -v firefox-esr || command -v firefox || true; }

setup_webkit() {
  if ! has WebKitWebDriver || ! has Xvfb; then
    can_apt || return 1
    apt_install webkit2gtk-driver xvfb
  fi
}

# Elsewhere the package names, or what they hold, differ.
can_apt() { [[ $(id -u) == 0 ]] && grep -qsx 'ID=debian' /etc/os-release; }

apt_install() {
  say "Installing $* with apt"
  apt-get -qq update
  DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 \
    install -y --no-install-recommends "$@"
}
