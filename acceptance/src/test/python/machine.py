"""A machine in Python: gets a token with Authlib, and verifies it with Authlib and with PyJWT.

Run by the acceptance tests with AUTH0_ISSUER, AUTH0_CLIENT_ID, AUTH0_CLIENT_SECRET and AUTH0_AUDIENCE. Prints one
JSON object: what was granted, and what each library found in the token or why it refused.
"""

import json
import os

import jwt
import requests
from authlib.integrations.requests_client import OAuth2Session
from authlib.jose import JsonWebKey, JsonWebToken

issuer = os.environ["AUTH0_ISSUER"]
audience = os.environ["AUTH0_AUDIENCE"]


def discover():
    metadata = requests.get(issuer + ".well-known/openid-configuration", timeout=10).json()
    if metadata["issuer"] != issuer:
        raise SystemExit("issuer is %s in the metadata, not %s" % (metadata["issuer"], issuer))
    return metadata


def with_authlib(metadata, token):
    keys = JsonWebKey.import_key_set(requests.get(metadata["jwks_uri"], timeout=10).json())
    claims = JsonWebToken(["RS256"]).decode(
        token,
        keys,
        claims_options={
            "iss": {"essential": True, "value": issuer},
            "aud": {"essential": True, "value": audience},
            "exp": {"essential": True},
        },
    )
    claims.validate()
    return dict(claims)


def with_pyjwt(metadata, token):
    key = jwt.PyJWKClient(metadata["jwks_uri"]).get_signing_key_from_jwt(token)
    return jwt.decode(token, key.key, algorithms=["RS256"], issuer=issuer, audience=audience)


def outcome(verify, metadata, token):
    try:
        return {"accepted": verify(metadata, token)}
    except Exception as refusal:
        return {"refused": "%s: %s" % (type(refusal).__name__, refusal)}


metadata = discover()
session = OAuth2Session(os.environ["AUTH0_CLIENT_ID"], os.environ["AUTH0_CLIENT_SECRET"],
                        token_endpoint_auth_method="client_secret_post")
granted = session.fetch_token(metadata["token_endpoint"], grant_type="client_credentials", audience=audience)
print(json.dumps({
    "expires_in": granted["expires_in"],
    "token_type": granted["token_type"],
    "access_token": granted["access_token"],
    "authlib": outcome(with_authlib, metadata, granted["access_token"]),
    "pyjwt": outcome(with_pyjwt, metadata, granted["access_token"]),
}))
