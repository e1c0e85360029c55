# Runs a server for as long as standard input is open, so that a parent killed with -9 leaves no server behind.
# First line out: the server's process id. Its standard error stays open exactly as long as it lives.
"$@" </dev/null >/dev/null &
server=$!
echo "$server"
exec >/dev/null 2>&1
trap 'kill -TERM "$server"; exit' TERM INT HUP
while read -r _; do :; done
kill -TERM "$server"
wait "$server"
