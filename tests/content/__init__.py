"""What the bundled deck says, checked by machines: `rules.CHECKS` lists the rules."""

# Before anything of awscli: it puts its own, older copies of these two where they are missing.
import botocore.session  # noqa: F401
import s3transfer  # noqa: F401
