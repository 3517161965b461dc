//! The files around a receiver: systemd, a container, Caddy, nginx.

use super::{CONFIG_FILE, PublicUrl};
use crate::config::Config;

/// A systemd unit that may do nothing but serve.
pub fn unit(config: &Config) -> String {
    let (capability, bounding) = if config.listen.port() < 1024 {
        (
            "AmbientCapabilities=CAP_NET_BIND_SERVICE\n",
            "CAP_NET_BIND_SERVICE",
        )
    } else {
        ("", "")
    };
    let store = if config.store.starts_with("sqlite:") {
        " --store sqlite:%S/patanisha-receiver/inbox.db"
    } else {
        ""
    };
    format!(
        "\
# Copy to /etc/systemd/system, the configuration to /etc/patanisha, the program to /usr/local/bin. Then:
#   systemctl daemon-reload && systemctl enable --now patanisha-receiver
[Unit]
Description=Patanisha receiver: takes Safaricom's callbacks in
Wants=network-online.target
After=network-online.target

[Service]
ExecStart=/usr/local/bin/patanisha receiver serve --config /etc/patanisha/{CONFIG_FILE}{store}
ExecReload=/bin/kill -HUP $MAINPID
# Passwords that the configuration names as ${{NAME}}: NAME=value, a line each, mode 0600.
EnvironmentFile=-/etc/patanisha/receiver.env
Restart=always
RestartSec=1
# Time to answer what came in and to store what waits.
TimeoutStopSec=30

DynamicUser=yes
StateDirectory=patanisha-receiver
StateDirectoryMode=0700
UMask=0077
{capability}CapabilityBoundingSet={bounding}
NoNewPrivileges=yes

ProtectSystem=strict
ProtectHome=yes
ProtectProc=invisible
ProcSubset=pid
ProtectClock=yes
ProtectHostname=yes
ProtectControlGroups=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
PrivateDevices=yes
PrivateTmp=yes
RemoveIPC=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
SystemCallErrorNumber=EPERM

MemoryMax=768M
TasksMax=128
LimitNOFILE=8192
LimitCORE=0

[Install]
WantedBy=multi-user.target
"
    )
}

/// A container file for the program as it was built.
pub fn container(config: &Config) -> String {
    let port = config.listen.port();
    format!(
        "\
# The program must be built for the base image's C library.
#   podman build -t patanisha-receiver .
# Behind a proxy on the same host (plain HTTP stays on loopback):
#   podman run -d --name receiver --network host --read-only --cap-drop all --security-opt no-new-privileges \\
#     -v receiver-data:/data patanisha-receiver
# Without a proxy: give [tls] in {CONFIG_FILE}, listen on 0.0.0.0:{port}, and publish it with -p 443:{port}.
FROM docker.io/library/debian:bookworm-slim
RUN install -d -o 65532 -g 65532 -m 0700 /data
COPY patanisha /usr/local/bin/patanisha
COPY {CONFIG_FILE} /etc/patanisha/{CONFIG_FILE}
USER 65532:65532
VOLUME /data
STOPSIGNAL SIGTERM
ENTRYPOINT [\"/usr/local/bin/patanisha\", \"receiver\", \"serve\", \"--config\", \"/etc/patanisha/{CONFIG_FILE}\"]
{}",
        if config.store.starts_with("sqlite:") {
            "CMD [\"--store\", \"sqlite:/data/inbox.db\"]\n"
        } else {
            ""
        }
    )
}

/// Caddy in front: it fetches the certificate by itself.
pub fn caddy(config: &Config, url: &PublicUrl) -> String {
    let (authority, upstream) = (url.authority(), config.listen);
    let body = config.limits.console_body_len;
    let strip = if url.path.is_empty() {
        String::new()
    } else {
        format!("\turi strip_prefix {}\n", url.path)
    };
    format!(
        "\
# Callback addresses are secrets: no access log. Caddy puts the caller's address into X-Forwarded-For and
# believes nobody else's.
{authority} {{
\theader -Server
\theader -Via
\trequest_body {{
\t\tmax_size {body}
\t}}
{strip}\treverse_proxy {upstream}
}}
"
    )
}

/// nginx in front.
pub fn nginx(config: &Config, url: &PublicUrl) -> String {
    let (host, port, path, upstream) = (&url.host, url.port, &url.path, config.listen);
    let body = config.limits.console_body_len;
    format!(
        "\
# Callback addresses are secrets: no access log, and the error log only from `crit`, for it repeats them.
server {{
    listen {port} ssl;
    listen [::]:{port} ssl;
    server_name {host};
    ssl_certificate /etc/letsencrypt/live/{host}/fullchain.pem;
    ssl_certificate_key /etc/letsencrypt/live/{host}/privkey.pem;
    ssl_protocols TLSv1.2 TLSv1.3;
    server_tokens off;
    access_log off;
    error_log /var/log/nginx/patanisha-receiver.log crit;
    client_max_body_size {body};

    location {path}/ {{
        proxy_pass http://{upstream}/;
        proxy_http_version 1.1;
        proxy_set_header Connection \"\";
        proxy_set_header Host $host;
        # The caller's address alone: what it says of itself is not passed on.
        proxy_set_header X-Forwarded-For $remote_addr;
        # A console waits up to 25 s for a delivery.
        proxy_read_timeout 60s;
        proxy_next_upstream off;
    }}
}}
"
    )
}
