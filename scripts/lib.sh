# Sourced by the other scripts. launch MODULE MAIN_CLASS [ARGUMENT...] builds what is missing and runs a program.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# The flags that Flink's own start scripts give to Java 17.
java_flags=(
    --add-opens=java.base/java.util=ALL-UNNAMED
    --add-opens=java.base/java.lang=ALL-UNNAMED
    --add-opens=java.base/java.time=ALL-UNNAMED
    --add-opens=java.base/java.util.concurrent=ALL-UNNAMED
    --add-opens=java.base/java.nio=ALL-UNNAMED
    -XX:+IgnoreUnrecognizedVMOptions
    --enable-native-access=ALL-UNNAMED
)

# The module and those that it is made of, as their poms name them.
parts() {
    local all=$1 named module
    while :; do
        named=$(for module in $all; do
            sed -n 's|.*<artifactId>countenance-\([a-z0-9-]*\)</artifactId>.*|\1|p' "$root/$module/pom.xml"
        done | sort -u)
        [ "$named" != "$all" ] || break
        all=$named
    done
    echo "$all"
}

is_stale() {
    local stamp="$root/$1/target/runtime-classpath" module
    local inputs=("$root/pom.xml")
    [ -f "$stamp" ] || return 0
    for module in $(parts "$1"); do
        inputs+=("$root/$module"/*.xml "$root/$module/src/main")
    done
    [ -n "$(find "${inputs[@]}" -type f -newer "$stamp" -print -quit)" ]
}

build() {
    echo "Building $1 (the first time fetches its libraries: some minutes) ..." >&2
    local log="$root/target/build.log"
    mkdir -p "$root/target"
    if ! (cd "$root" && mvn -q -pl "$1" -am -DskipTests -Dspotless.check.skip=true package >"$log" 2>&1); then
        cat "$log" >&2
        echo "The build failed; its whole output is above and in target/build.log." >&2
        exit 1
    fi
    grep -E '^\[(WARNING|ERROR)\] +(\[echo\] )?\*' "$log" >&2 || true
    touch "$root/$1/target/runtime-classpath"
}

launch() {
    local module=$1 main=$2
    shift 2
    if is_stale "$module"; then
        build "$module"
    fi
    exec java "${java_flags[@]}" ${JAVA_OPTS:-} \
        -cp "$root/$module/target/classes:$(cat "$root/$module/target/runtime-classpath")" "$main" "$@"
}
