export { AUDIENCE, ISSUER, issuerKey, type IssuerKey, type TokenDraft, TokenIssuer } from './token-issuer';
