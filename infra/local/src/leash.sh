# Runs "$@" and ends with its status. When this script's standard input ends, because the process that holds the other
# end of the pipe has let go of it or has died in whatever way, everything in this process group is killed at once.
exec 3<&0
(cat <&3; kill -KILL 0) >/dev/null 2>&1 &
leash=$!
"$@" </dev/null 3<&-
status=$?
kill "$leash" 2>/dev/null
exit "$status"
