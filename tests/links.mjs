// Experiments that every engine must repeat bit for bit: all families, meta-losses, features and arrangements, sizes that
// fill no vector, and one that diverges.
const SMALL = 'runs=12&steps=50&eval_tasks=40&eval_steps=60';

const TINY =
  'hidden=8&features=logsign&loss=log&batch=3&runs=4&steps=20&unroll=10&eval_tasks=9&eval_steps=20';
const IN_THE_PLANE = 'lr,lr-tele,lr-mom,lr-tele-mom,newton,oracle,random,fly';
const ON_PERCEPTRONS = 'l2o,l2o-tele,lr,lr-tele,lr-mom,lr-tele-mom,gd,momentum,adam,oracle,random';

export const LINKS = [
  `#v=1&task=booth-fixed&${SMALL}`,
  `#v=1&task=booth-variable&net=coordinatewise&features=logsign&loss=log&${SMALL}`,
  `#v=1&task=rosenbrock-fixed&batch=5&hidden=7&loss=distance&weights=linear&second_order=1&${SMALL}`,
  `#v=1&task=rosenbrock-variable&min_det=0&loss=f&weights=last&theta_init=random&jump_bound=0&${SMALL}`,
  `#v=1&task=rosenbrock-variable&batch=1&decay=none&grad_clip=0&seed=4294967295&${SMALL}`,
  `#v=1&task=rosenbrock&unroll=7&${SMALL}`,
  `#v=1&task=booth&gd_lr=0.1&momentum_beta=0.5&${SMALL}`,
  `#v=1&task=booth-custom&booth_A=3,1,-0.5,2&booth_b=1,-2&${SMALL}`,
  `#v=1&task=rosenbrock-custom&ros_c=1,0,0.5&ros_d=0,0.3,0,0.1&${SMALL}`,
  `#v=1&task=rosenbrock-variable&min_det=0&features=raw&scale=10&lr=1&${SMALL}`,
  `#v=1&task=rosenbrock-variable&opt=${IN_THE_PLANE}&tele_every=3&jump_steps=1,7&carry=w&${SMALL}`,
  `#v=1&task=booth-variable&opt=lr,lr-tele-mom&net=coordinatewise&alpha_map=clamp&lag=1&lr2=1e-3&${SMALL}`,
  `#v=1&task=booth&opt=l2o,l2o-tele&estimator=es&es_pairs=3&${SMALL}`,
  `#v=1&task=rosenbrock&opt=l2o-tele,lr-mom&estimator=pes&es_pairs=3&lstms=one&${SMALL}`,
  `#v=1&task=mlp&mlp_widths=6,5,7,4&mlp_samples=5&opt=${ON_PERCEPTRONS}&tele_form=exact&jump_every=4&ascent=3&${TINY}`,
  `#v=1&task=mlp&mlp_widths=4,6,3&mlp_samples=6&opt=lr-tele,lr-tele-mom&lstms=one&lag=1&gate=1&tele_norm=0.3&${TINY}`,
  `#v=1&task=mlp&mlp_widths=5,4,5&mlp_samples=4&opt=lr,lr-tele,oracle&estimator=pes&es_pairs=2&${TINY}`,
  `#v=1&task=booth-variable&opt=l2o,l2o-tele,gd&loss=distance&unroll=1&${SMALL}`,
  `#v=1&task=rosenbrock-fixed&opt=fly,newton,random,oracle&fly_theta=0.7&newton_lr=0.5&jump_every=3&${SMALL}`,
  `#v=1&task=rosenbrock-variable&net=coordinatewise&opt=l2o-tele,adam&orbit_features=1&gate=1&second_order=1&eps=1e-3&loss=log&${SMALL}`,
  '#v=1&task=booth-fixed&opt=l2o,l2o-tele&hidden=300&batch=2&runs=2&steps=20&eval_tasks=9&eval_steps=20',
  '#v=1&task=rosenbrock&opt=lr-mom,momentum&batch=256&hidden=3&runs=3&steps=20&eval_tasks=9&eval_steps=20',
  `#v=1&task=booth&opt=l2o&lr=1e-12&decay=none&patience=2&${SMALL}`,
  `#v=1&task=rosenbrock-variable&opt=l2o,lr-tele&estimator=es&es_sigma=0.1&features=raw&min_det=0.5&${SMALL}`,
];
