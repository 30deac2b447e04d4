#!/bin/sh
# 把生成好的网站送到另一台机器：先整个传过去，再一下转过软链接。
# 用法：publish.sh [用户@主机:]/srv/homes          网站的根目录设为那里的 /srv/homes/site
# 网站旁边的 headers.* 也一起送去，那边的 nginx、Caddy 要引用。需要 rsync；另一台机器用 ssh 密钥登录，不问密码。
# 传到一半又生成了新的一版，就再传一遍，所以和 homes build 同时运行也不要紧。
# 只留现在和上一版；KEEP=0 只留现在这一版（撤回以后要让旧版也不在那台机器上，就这样运行一次）。
set -eu
target=${1:?用法：publish.sh [用户@主机:]/srv/homes-web}
site=${SITE:-site}
keep=${KEEP:-1}
case $target in
    *:*) host=${target%%:*}; folder=${target#*:} ;;
    *) host=; folder=$target ;;
esac
there() { if [ -n "$host" ]; then ssh "$host" "$1"; else sh -c "$1"; fi; }

[ -f "$site/checksums.txt" ] || { echo "$site 不是生成好的网站，先运行 homes build" >&2; exit 1; }
release=$(sha256sum <"$site/checksums.txt" | cut -c1-16)
there "mkdir -p '$folder/releases'"
if [ "$(there "readlink '$folder/site' || true")" = "releases/$release" ]; then
    echo "没有变化"
else
    # 和现在这一版一样的文件只做硬链接，不再传
    there "[ -e '$folder/site/' ]" && same=--link-dest=../../site/ || same=
    rsync --archive --delete --checksum $same "$site/" "$target/releases/$release/"
    if [ "$(sha256sum <"$site/checksums.txt" | cut -c1-16)" != "$release" ]; then exec "$0" "$@"; fi
    there "mkdir -p '$folder/.homes-site'"
    rsync --archive "$(dirname "$site")/.homes-$(basename "$site")"/headers.* "$target/.homes-site/"
    there "ln -sfn 'releases/$release' '$folder/site.new' && mv -T '$folder/site.new' '$folder/site'"
fi
there "cd '$folder/releases' && ls -1t | grep -vx '$release' | tail -n +$((keep + 1)) | xargs -r rm -rf --"
