import type { ToneLanguage } from './language.ts';

/**
 * What people say of software and its makers, which general lists of feelings lack or weigh otherwise. Words that say
 * that something does not run, or is waited for, are trouble: praise that opens such a sentence is not meant.
 */
interface FieldWords {
  trouble: readonly string[];
  good: readonly string[];
  /** Neither: what the general list takes for a feeling is a matter of course in this field. */
  none: readonly string[];
  /** What is good news to be without, and says nothing else: everybody has problems. */
  ills: readonly string[];
  /** Turn what stands near them. */
  negators: readonly string[];
  /** Openings of praise. */
  openers: readonly string[];
}

const list = (text: string): string[] => text.split(/\s+/).filter(Boolean);

export const FIELD_WORDS: Readonly<Record<ToneLanguage, FieldWords>> = {
  en: {
    trouble: list(
      'outage outages downtime down slow slower sluggish laggy bug bugs buggy broke broken breaks crash crashes crashed crashing fails failed failing failure unresponsive outdated overpriced expensive confusing clunky cumbersome overpromised underdelivers underdelivered unusable waiting waited frustrated frustrating disappointing disappointed regret trash nightmare painful unreliable glitch glitches regression ignored unanswered ugh lost losing',
    ),
    good: list(
      'smooth smoothly reliable intuitive rocks solid seamless seamlessly saved saves saving faster effortless stable recommend recommended impressed impressive responsive convinced joy delighted thrilled proud loved loves sweet game-changing game-changer gamechanger',
    ),
    ills: list('problem problems complaint complaints complain issue issues worry worries worried hiccups surprises'),
    none: list(
      'support supports supported supporting problem problems security secure alert alerts risk risks incident incidents share shared like free new open access top block blocks challenge compliance limited please want wants join joined interest ticket tickets audit audits',
    ),
    negators: list(
      'no not never none nobody nothing without neither nor cannot can’t cant don’t dont doesn’t doesnt didn’t didnt isn’t isnt wasn’t wasnt won’t wont wouldn’t wouldnt hasn’t hasnt haven’t havent hardly barely aren’t arent weren’t werent couldn’t shouldn’t',
    ),
    openers: list('great fantastic wonderful awesome brilliant amazing perfect lovely nice super congratulations thanks love'),
  },
  de: {
    trouble: list(
      'ausfall ausfälle störung störungen langsam langsamer träge fehler fehlerhaft abgestürzt absturz stürzt kaputt veraltet überteuert teuer teurer verwirrend umständlich enttäuschung enttäuschend enttäuscht frechheit unbrauchbar unzuverlässig wartezeit warten gewartet frustriert frustrierend ärgerlich ignoriert katastrophe katastrophal mangelhaft verloren bereue',
    ),
    good: list(
      'reibungslos zuverlässig großartig hervorragend hervorragender hervorragende begeistert zufrieden empfehlung empfehle empfehlen empfehlenswert funktioniert stabil intuitiv spart schneller überzeugt überzeugend gelöst stolz klasse fortschritt rundum',
    ),
    ills: list('problem probleme beschwerden beschwerde beschweren beanstandungen sorgen'),
    none: list(
      'support unterstützt unterstützen unterstützung problem probleme sicherheit risiko risiken angekündigt neu neue neuen teilen teilt hassen deutlich prüfung prüfungen beschwerden frei offen zugriff',
    ),
    negators: list('nicht kein keine keinen keinem keiner keines nie niemals niemand ohne weder kaum nichts'),
    openers: list('toll super klasse großartig wunderbar prima herrlich bravo danke perfekt'),
  },
  fr: {
    trouble: list(
      'panne pannes lent lente lenteur lentement bug bugs bogue erreur erreurs cassé cassée plante planté obsolète confus confuse cher chère décevant décevante déçu déçus déception catastrophique catastrophe attente attendre attend inutilisable pénible compliqué frustrant frustré ignoré perdu perdus regrette scandaleux scandale',
    ),
    good: list(
      'ravi ravis ravie excellent excellente superbe recommande recommandons fiable fiables fluide stable intuitif gagner adore adorent convaincu convaincus résolu fier fiers marche fonctionne efficace parfaitement bravo',
    ),
    ills: list('problème problèmes plaindre souci soucis regret regrets'),
    none: list(
      'support problème problèmes sécurité risque risques nouveau nouvelle accès audit charge pris encore partage libre éditeur plaindre',
    ),
    negators: list('ne n pas aucun aucune jamais sans ni rien personne plus'),
    openers: list('génial bravo super parfait formidable merveilleux merci magnifique'),
  },
  es: {
    trouble: list(
      'caída caídas lento lenta lentitud error errores fallo fallos falla fallado rompió roto rota anticuada anticuado confusa confuso caro cara carísimo decepcionante decepción decepcionados pésimo pésima inútil inutilizable espera esperando esperar frustrante frustrado ignorado perdido perdimos lamento desastre vergüenza',
    ),
    good: list(
      'encantados encantado encantada excelente magnífica magnífico recomiendo recomendamos fiable fiables fluido estable intuitivo ahorra ahorro feliz éxito convencido resolvieron orgulloso orgullosos funciona eficaz maravilla',
    ),
    ills: list('problema problemas queja quejas quejarnos fallado preocupación'),
    none: list('soporte problema problemas seguridad riesgo riesgos nuevo nueva acceso auditoría servicio caso comparte libre'),
    negators: list('no ningún ninguna ninguno nunca jamás sin ni nada nadie tampoco'),
    openers: list('genial bravo estupendo perfecto maravilloso fantástico gracias maravilla'),
  },
};
