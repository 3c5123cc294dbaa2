// The application: what every request passes, in order, then each feature's routes. Nothing else.
import express, { type Express, type Router } from 'express';
import { addressRoutes } from './addresses/routes.js';
import { answerRoutes } from './answers/routes.js';
import { applicationRoutes } from './applications/routes.js';
import { attendanceRoutes } from './attendance/routes.js';
import { averageRoutes } from './averages/routes.js';
import { bookingRoutes } from './bookings/routes.js';
import { calendarRoutes } from './calendars/routes.js';
import { callDossierRoutes } from './call-dossier/routes.js';
import { callRoutes } from './calls/routes.js';
import { cancellationRoutes } from './cancellations/routes.js';
import { caseDocumentRoutes } from './case-documents/routes.js';
import { caseRoutes } from './cases/routes.js';
import { certificateRoutes } from './certificates/routes.js';
import { chargeRoutes } from './charges/routes.js';
import { chronologyRoutes } from './chronology/routes.js';
import { closedDayRoutes } from './closed-days/routes.js';
import { conflictRoutes } from './conflicts/routes.js';
import { contestRoutes } from './contests/routes.js';
import type { Ctx } from './context.js';
import { costRoutes } from './costs/routes.js';
import { credentialRoutes } from './credentials/routes.js';
import { documentRoutes } from './documents/routes.js';
import { dossierRoutes } from './dossier/routes.js';
import { draftRoutes } from './drafts/routes.js';
import { eligibilityRoutes } from './eligibility/routes.js';
import { entryRoutes } from './entries/routes.js';
import { erasureRoutes } from './erasure/routes.js';
import { exchangeRoutes } from './exchange/routes.js';
import { figureRoutes } from './figures/routes.js';
import { fileRoutes } from './files/routes.js';
import { filingRoutes } from './filings/routes.js';
import { hearingRoutes } from './hearings/routes.js';
import { historyRoutes } from './history/routes.js';
import { incidentRoutes } from './incidents/routes.js';
import { institutionRoutes } from './institutions/routes.js';
import { interviewCardRoutes } from './interview-cards/routes.js';
import { interviewRoutes } from './interviews/routes.js';
import { invitationRoutes } from './invitations/routes.js';
import { lateKeyRoutes } from './late-keys/routes.js';
import { likenessRoutes } from './likenesses/routes.js';
import { mailRoutes } from './mail/routes.js';
import { memberRoutes } from './members/routes.js';
import { noteSheetRoutes } from './note-sheets/routes.js';
import { noteRoutes } from './notes/routes.js';
import { offerRoutes } from './offers/routes.js';
import { outageRoutes } from './outages/routes.js';
import { pagesRoutes } from './pages/routes.js';
import { panelRoutes } from './panels/routes.js';
import { participantRoutes } from './participants/routes.js';
import { partyRoutes } from './parties/routes.js';
import { passkeyRoutes } from './passkeys/routes.js';
import { peopleRoutes } from './people/routes.js';
import { placementRoutes } from './placements/routes.js';
import { privacyRoutes } from './privacy/routes.js';
import { protectionRoutes } from './protections/routes.js';
import { questionRoutes } from './questions/routes.js';
import { readingRoutes } from './reading/routes.js';
import { redactionRoutes } from './redactions/routes.js';
import { registerRoutes } from './register/routes.js';
import { releaseRoutes } from './releases/routes.js';
import { replyRoutes } from './replies/routes.js';
import { reportDocumentRoutes } from './report-documents/routes.js';
import { reportRoutes } from './reports/routes.js';
import { requestRoutes } from './requests/routes.js';
import { reserveRoutes } from './reserves/routes.js';
import { retentionRoutes } from './retention/routes.js';
import { retractionRoutes } from './retractions/routes.js';
import { reversalRoutes } from './reversals/routes.js';
import { reviewRoutes } from './reviews/routes.js';
import { rotaRoutes } from './rota/routes.js';
import { rulingRoutes } from './rulings/routes.js';
import { scoreRoutes } from './scores/routes.js';
import { screeningRoutes } from './screening/routes.js';
import { searchRoutes } from './search/routes.js';
import { sessionRoutes } from './sessions/routes.js';
import { actorOf } from './sessions/service.js';
import { shortlistRoutes } from './shortlist/routes.js';
import { submissionRoutes } from './submissions/routes.js';
import { tallyRoutes } from './tallies/routes.js';
import { taskRoutes } from './tasks/routes.js';
import { templateRoutes } from './templates/routes.js';
import { termRoutes } from './terms/routes.js';
import { tieRoutes } from './ties/routes.js';
import { verificationRoutes } from './verification/routes.js';
import { loadAssets } from './web/assets.js';
import { errorPages, nothingHere } from './web/error-page.js';
import { healthRoutes } from './web/health.js';
import { chooseLanguage } from './web/language.js';
import { requestLog } from './web/log.js';
import { makeMetrics } from './web/metrics.js';
import {
  byAddress,
  compressPages,
  forPasskeys,
  forWrites,
  inOrder,
  inTurn,
  outsideStaff,
  pathsWith,
} from './web/quick.js';
import { limitWrites, ownFormOnly, readCookies, sameOriginOnly, securityHeaders } from './web/security.js';
import { readSession } from './web/session.js';
import { loadViews } from './web/templates.js';
import { readsFiles } from './web/uploads.js';
import { weekRoutes } from './weeks/routes.js';
import { withdrawalRoutes } from './withdrawals/routes.js';

/** Every feature's routes, in the order of the story. */
function routers(ctx: Ctx): Router[] {
  return [
    pagesRoutes(ctx),
    sessionRoutes(ctx),
    peopleRoutes(ctx),
    credentialRoutes(ctx),
    passkeyRoutes(ctx),
    addressRoutes(ctx),
    memberRoutes(ctx),
    closedDayRoutes(ctx),
    fileRoutes(ctx),
    questionRoutes(ctx),
    callRoutes(ctx),
    templateRoutes(ctx),
    eligibilityRoutes(ctx),
    lateKeyRoutes(ctx),
    applicationRoutes(ctx),
    documentRoutes(ctx),
    answerRoutes(ctx),
    verificationRoutes(ctx),
    averageRoutes(ctx),
    noteRoutes(ctx),
    submissionRoutes(ctx),
    interviewRoutes(ctx),
    calendarRoutes(ctx),
    invitationRoutes(ctx),
    panelRoutes(ctx),
    bookingRoutes(ctx),
    cancellationRoutes(ctx),
    attendanceRoutes(ctx),
    interviewCardRoutes(ctx),
    withdrawalRoutes(ctx),
    conflictRoutes(ctx),
    institutionRoutes(ctx),
    readingRoutes(ctx),
    redactionRoutes(ctx),
    scoreRoutes(ctx),
    tallyRoutes(ctx),
    shortlistRoutes(ctx),
    draftRoutes(ctx),
    entryRoutes(ctx),
    outageRoutes(ctx),
    placementRoutes(ctx),
    replyRoutes(ctx),
    requestRoutes(ctx),
    contestRoutes(ctx),
    screeningRoutes(ctx),
    reserveRoutes(ctx),
    offerRoutes(ctx),
    releaseRoutes(ctx),
    reversalRoutes(ctx),
    hearingRoutes(ctx),
    rotaRoutes(ctx),
    searchRoutes(ctx),
    reviewRoutes(ctx),
    weekRoutes(ctx),
    figureRoutes(ctx),
    likenessRoutes(ctx),
    retractionRoutes(ctx),
    certificateRoutes(ctx),
    noteSheetRoutes(ctx),
    costRoutes(ctx),
    reportRoutes(ctx),
    reportDocumentRoutes(ctx),
    incidentRoutes(ctx),
    filingRoutes(ctx),
    registerRoutes(ctx),
    dossierRoutes(ctx),
    callDossierRoutes(ctx),
    partyRoutes(ctx),
    caseRoutes(ctx),
    participantRoutes(ctx),
    protectionRoutes(ctx),
    chargeRoutes(ctx),
    rulingRoutes(ctx),
    caseDocumentRoutes(ctx),
    tieRoutes(ctx),
    chronologyRoutes(ctx),
    exchangeRoutes(ctx),
    termRoutes(ctx),
    mailRoutes(ctx),
    taskRoutes(ctx),
    historyRoutes(ctx),
    erasureRoutes(ctx),
    privacyRoutes(ctx),
    retentionRoutes(ctx),
  ];
}

/** The application on `ctx`: real in production, on a copy with a held clock in tests. */
export function createApp(ctx: Ctx): Express {
  const app = express();
  const assets = loadAssets();
  app.locals.page = { ctx, views: loadViews(assets, ctx.config.development) };
  app.set('trust proxy', ctx.config.proxies);
  app.set('query parser', 'simple');
  app.set('etag', false);
  app.disable('x-powered-by');

  const metrics = makeMetrics(ctx);
  app.locals.metrics = metrics;
  app.use(metrics.count); // how many and how long, by pattern
  app.use(requestLog(ctx)); // who asked what, without names, addresses or tokens
  app.use(securityHeaders(ctx.config)); // before anything can answer
  app.use(assets.router); // files need no session and no cookie
  app.use(healthRoutes(ctx)); // for a supervisor: answers even when sessions cannot
  const all = routers(ctx);
  const each = [
    readCookies,
    readSession(ctx, actorOf), // who is asking; writes at most once a minute, and only when signed in
    chooseLanguage, // so that every refusal below can be read
    sameOriginOnly(ctx.config), // before a body is read
    limitWrites(ctx.config),
    outsideStaff(compressPages()), // phones, not the office
    forWrites(express.urlencoded({ extended: false, limit: '256kb', parameterLimit: 400 })),
    forWrites(forPasskeys(express.json({ limit: '64kb' }))),
    inTurn(), // a rush of writes keeps no page waiting, and nobody longer than others
    ownFormOnly(pathsWith(all, readsFiles)), // the token of our own form
  ];
  app.use(inOrder(each));
  app.use(byAddress(all));
  app.use(nothingHere);
  app.use(errorPages(ctx));
  return app;
}
