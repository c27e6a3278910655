#!/usr/bin/env bash
# Fuzzes the parsers: core/fuzz.sh --help says how.
set -euo pipefail
cd "$(dirname "$0")"

usage() {
  cat <<'END'
Usage: core/fuzz.sh [--seconds N] [--keep] [--list] [TARGET ...]

Lets Jazzer explore the targets whose names contain one of these words, or all of them, one after the other. A target is a method
with @FuzzTest; mvn test replays what is committed for it, and this script finds what is missing there.

  --seconds N   how long each target runs (600)
  --keep        afterwards adds to the committed inputs the fewest that reach code which those do not
  --list        says which targets there are

What is found grows in core/.cifuzz-corpus, from one run to the next. An input that makes a target fail is written to
core/target/fuzz/<target>, the log beside it; copied to the target's folder in src/test/resources, mvn test replays it.
END
}

seconds=600 keep= list=
words=()
while [ $# -gt 0 ]; do
  case $1 in
    --seconds) seconds=${2:?--seconds takes a number}; shift ;;
    --keep) keep=1 ;;
    --list) list=1 ;;
    -h | --help) usage; exit ;;
    -*) usage >&2; exit 2 ;;
    *) words+=("$1") ;;
  esac
  shift
done

# Lines of "class method", of all files that have the annotation.
targets() {
  grep -rl --include='*.java' '@FuzzTest' src/test/java | sort | while read -r file; do
    class=${file#src/test/java/}
    class=${class%.java}
    grep -A1 '@FuzzTest' "$file" | sed -n 's/^ *void \([A-Za-z0-9]*\)(.*/\1/p' | while read -r method; do
      echo "${class//\//.} $method"
    done
  done
}

chosen() {
  local class method word
  while read -r class method; do
    for word in "${words[@]:-}"; do
      case $class.$method in *"$word"*) echo "$class $method"; break ;; esac
    done
  done < <(targets)
}

if [ -n "$list" ]; then
  chosen | tr ' ' '.'
  exit
fi

mvn -B -ntp -q -f .. -pl core test-compile dependency:build-classpath \
  -Dmdep.includeScope=test -Dmdep.outputFile="$PWD/target/fuzz.classpath"
classpath=$PWD/target/classes:$PWD/target/test-classes:$(cat target/fuzz.classpath)

# Jazzer's own driver and not its JUnit mode: that one cannot minimise. Arguments: class, method, then folders and options.
jazzer() {
  local class=$1 method=$2
  shift 2
  "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx1g -cp "$classpath" com.code_intelligence.jazzer.Jazzer \
    --target_class="$class" --target_method="$method" --instrumentation_includes='dev.repod.**' \
    --reproducer_path="$out" "$@"
}

count() { find "$1" -type f | wc -l; }

failed=0
while read -r class method; do
  out=$PWD/target/fuzz/$class.$method
  corpus=$PWD/.cifuzz-corpus/$class/$method
  committed=$PWD/src/test/resources/${class//.//}Inputs/$method
  mkdir -p "$out" "$corpus" "$committed"
  echo "== $class.$method, $seconds s"
  if ! jazzer "$class" "$method" "$corpus" "$committed" -artifact_prefix="$out/" -max_total_time="$seconds" \
    -max_len=2048 -len_control=20 -timeout=300 -print_final_stats=1 >"$out/log" 2>&1; then
    failed=1
    echo "   FAILED: the input lies in $out, the reason in $out/log"
    grep -m1 -A3 '^== Java Exception' "$out/log" || tail -3 "$out/log"
  fi
  sed -n -e 's/^#[0-9]*[[:space:]]*INITED \(cov: [0-9]* ft: [0-9]*\).*/   began with \1/p' \
    -e 's/^#[0-9]*[[:space:]]*DONE *\(cov: [0-9]* ft: [0-9]*\).*/   ended with \1/p' \
    -e 's/^stat::number_of_executed_units: */   executions: /p' \
    -e 's/^stat::average_exec_per_sec: */   a second:   /p' "$out/log" | sort -u
  echo "   inputs found: $(count "$corpus"), committed: $(count "$committed")"
  if [ -n "$keep" ]; then
    # By code that is reached alone, not by how often: that leaves a tenth of the files.
    jazzer "$class" "$method" "$committed" "$corpus" -merge=1 -use_counters=0 >"$out/merge.log" 2>&1
    echo "   committed now: $(count "$committed")"
  fi
  rmdir "$committed" 2>/dev/null || true
done < <(chosen)
exit "$failed"
