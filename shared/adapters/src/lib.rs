//! What Reeldrop keeps and sends: posts, accounts, secrets, videos, queue, alerts.
