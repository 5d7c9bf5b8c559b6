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

is_stale() {
    local stamp="$root/$1/target/runtime-classpath"
    [ ! -f "$stamp" ] || [ -n "$(find "$root" -path '*/target' -prune -o \
        \( -name pom.xml -o -path '*/src/main/*' \) -type f -newer "$stamp" -print -quit)" ]
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
