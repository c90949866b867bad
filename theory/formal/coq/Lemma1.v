(** * Lemma 1 (eq 5): from teacher-forced errors to the free-running error

    Tokens [z_1, z_2, ...] of any alphabet [A] are a function of the position, [z t]; positions start at 1 and
    [z 0] is never looked at. A predictor gives a score at every step, [f t z], of any kind [S] of scores;
    [decode] turns a score into the token that is fed back. *)

From mathcomp Require Import all_ssreflect ssralg ssrnum ssrint.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.TTheory.
Local Open Scope ring_scope.

Section Sequences.
Variables (A : eqType) (S : Type).

(** The score of step [t] does not depend on later tokens (remark after eq 15). *)
Definition causal (f : nat -> (nat -> A) -> S) : Prop :=
  forall t z z', (forall s, (1 <= s <= t)%N -> z s = z' s) -> f t z = f t z'.

(** Eq 15 at training time: the first [d] tokens are the input [x], the others are earlier labels [y]. *)
Definition teacher_forced (d T : nat) (x y z : nat -> A) : Prop :=
  (forall t, (1 <= t <= d)%N -> z t = x t) /\ (forall t, (d < t <= T)%N -> z t = y t.-1).

(** Eq 15 at test time: the others are what the predictor itself said one step before. *)
Definition free_running (d T : nat) (decode : S -> A) (f : nat -> (nat -> A) -> S) (x z : nat -> A) : Prop :=
  (forall t, (1 <= t <= d)%N -> z t = x t) /\ (forall t, (d < t <= T)%N -> z t = decode (f t.-1 z)).

Variables (decode : S -> A) (d T : nat).
Implicit Types (f : nat -> (nat -> A) -> S) (x y z : nat -> A).

Fixpoint unrolled f x n : nat -> A :=
  if n is m.+1 then
    fun t => if t == n then (if (n <= d)%N then x n else decode (f m (unrolled f x m))) else unrolled f x m t
  else x.

Lemma unrolled_stable f x n s : (s <= n)%N -> unrolled f x n s = unrolled f x s s.
Proof.
elim: n => [|n IHn]; first by rewrite leqn0 => /eqP->.
rewrite leq_eqVlt => /orP[/eqP-> // | ltsn] /=.
by rewrite ltn_eqF // IHn.
Qed.

Definition free_run f x t := unrolled f x t t.

Lemma free_runP f x : causal f -> free_running d T decode f x (free_run f x).
Proof.
move=> f_causal; split=> [[|t] // | [|t] //] /andP[].
  by move=> _ le_td; rewrite /free_run /= eqxx le_td.
move=> lt_dt _; rewrite /free_run /= eqxx leqNgt lt_dt /=.
congr decode; apply: f_causal => s /andP[_ le_st].
exact: unrolled_stable.
Qed.

(** Eq 15 is well defined: the free-running sequence exists ... *)
Theorem free_running_exists f x : causal f -> exists z, free_running d T decode f x z.
Proof. by move=> f_causal; exists (free_run f x); apply: free_runP. Qed.

(** ... and the predictor and the input determine it. *)
Theorem free_running_unique f x z z' :
  causal f -> free_running d T decode f x z -> free_running d T decode f x z' ->
  forall t, (1 <= t <= T)%N -> z t = z' t.
Proof.
move=> f_causal [zx zf] [zx' zf']; elim/ltn_ind=> t IHt /andP[t_gt0 le_tT].
have [le_td | lt_dt] := leqP t d; first by rewrite zx ?zx' ?t_gt0.
rewrite zf ?zf' ?lt_dt //; congr decode; apply: f_causal => s /andP[s_gt0 le_st].
have lt_st : (s < t)%N by rewrite -(prednK t_gt0) ltnS.
by apply: IHt; rewrite ?s_gt0 //= (leq_trans (ltnW lt_st)).
Qed.

(** [wrong y s]: the loss counts the score [s] as an error where the label is [y]. All that lemma 1 needs of the
    loss is that a score which is not counted as an error decodes to the label. *)
Lemma no_error_no_drift (wrong : A -> S -> bool) f x y ztrain ztest :
    (forall l s, ~~ wrong l s -> decode s = l) -> causal f ->
    teacher_forced d T x y ztrain -> free_running d T decode f x ztest ->
    (forall t, (d <= t <= T)%N -> ~~ wrong (y t) (f t ztrain)) ->
  forall t, (1 <= t <= T)%N -> ztest t = ztrain t.
Proof.
move=> decodes f_causal [tx ty] [fx ff] right.
elim/ltn_ind=> t IHt /andP[t_gt0 le_tT].
have [le_td | lt_dt] := leqP t d; first by rewrite tx ?fx ?t_gt0.
rewrite ty ?ff ?lt_dt //.
have lt_t1t : (t.-1 < t)%N by rewrite prednK.
have -> : f t.-1 ztest = f t.-1 ztrain.
  apply: f_causal => s /andP[s_gt0 le_st]; apply: IHt; first exact: leq_ltn_trans lt_t1t.
  by rewrite s_gt0 (leq_trans le_st) // (leq_trans (ltnW lt_t1t)).
apply: decodes; apply: right.
by rewrite -ltnS prednK // lt_dt (leq_trans (ltnW lt_t1t)).
Qed.

End Sequences.

Section Lemma1.
Variables (R : numDomainType) (X : finType) (p : X -> R).
Hypothesis p_ge0 : forall x, 0 <= p x.

(** Eq 5: [p] weighs the inputs; it need not sum to 1. *)
Theorem lemma_1 (A : eqType) (S : Type) (decode : S -> A) (wrong : A -> S -> bool) (d T : nat)
    (f : nat -> (nat -> A) -> S) (input label train test : X -> nat -> A) :
    (forall l s, ~~ wrong l s -> decode s = l) -> (d <= T)%N -> causal f ->
    (forall x, teacher_forced d T (input x) (label x) (train x)) ->
    (forall x, free_running d T decode f (input x) (test x)) ->
  \sum_x p x * (wrong (label x T) (f T (test x)))%:R
    <= \sum_x p x * (\sum_(d <= t < T.+1) (wrong (label x t) (f t (train x)))%:R).
Proof.
move=> decodes le_dT f_causal forced free; apply: ler_sum => x _; apply: ler_wpmul2l => //.
have sum_ge0 m n : 0 <= \sum_(m <= t < n) (wrong (label x t) (f t (train x)))%:R :> R.
  by apply: sumr_ge0 => t _; apply: ler0n.
have [/allP right | /allPn[t]] :=
  boolP (all (fun t => ~~ wrong (label x t) (f t (train x))) (index_iota d T.+1)); last first.
  move=> mem_t; rewrite negbK => wrong_t.
  rewrite (big_rem t) //= wrong_t; apply: (@le_trans _ _ 1); first by case: (wrong _ _); rewrite ?lexx ?ler01.
  by rewrite ler_addl; apply: sumr_ge0 => s _; apply: ler0n.
have no_error t : (d <= t <= T)%N -> ~~ wrong (label x t) (f t (train x)).
  by move=> le_dtT; apply: right; rewrite mem_index_iota ltnS.
have -> : f T (test x) = f T (train x).
  by apply: (f_causal); exact: no_error_no_drift decodes f_causal (forced x) (free x) no_error.
by rewrite (negPf (no_error T _)) ?le_dT ?leqnn.
Qed.

(** ** Bits and real scores, as the paper has them

    The token fed back is 1/2 + 1/2 sign(score); what a score of 0 becomes is a convention, [tie]. *)
Definition decode_sign (tie : bool) (s : R) : bool := if s == 0 then tie else 0 < s.

(** The label -1 or +1 of a bit. *)
Definition pm (b : bool) : R := if b then 1 else - 1.

(** Two ways to count a score of 0: by the same convention as in decoding, or always as an error. *)
Definition wrong_sign (tie y : bool) (s : R) : bool := decode_sign tie s != y.
Definition wrong_or_zero (y : bool) (s : R) : bool := ~~ (0 < pm y * s).

(** The third, to count an error only where label and score have opposite signs, does not do: [ties_must_count]. *)
Definition wrong_strictly (y : bool) (s : R) : bool := pm y * s < 0.

Theorem lemma_1_bits (tie : bool) (d T : nat) (f : nat -> (nat -> bool) -> R)
    (input label train test : X -> nat -> bool) :
    (forall t z, f t z \is Num.real) -> (d <= T)%N -> causal f ->
    (forall x, teacher_forced d T (input x) (label x) (train x)) ->
    (forall x, free_running d T (decode_sign tie) f (input x) (test x)) ->
  [/\ \sum_x p x * (wrong_sign tie (label x T) (f T (test x)))%:R
        <= \sum_x p x * \sum_(d <= t < T.+1) (wrong_sign tie (label x t) (f t (train x)))%:R
    & \sum_x p x * (wrong_or_zero (label x T) (f T (test x)))%:R
        <= \sum_x p x * \sum_(d <= t < T.+1) (wrong_or_zero (label x t) (f t (train x)))%:R].
Proof.
move=> _ le_dT f_causal forced free; split; apply: lemma_1 => // l s.
  by rewrite negbK => /eqP.
rewrite negbK /decode_sign /pm; case: l; rewrite ?mul1r ?mulN1r ?oppr_gt0 => s0.
  by rewrite gt_eqF.
by rewrite lt_eqF // lt_gtF.
Qed.

End Lemma1.

(** ** The factor: T - d + 1 locations, not T - d *)

Section Factor.
Variables (R : numFieldType).

(** If no location errs on more than [e], the free-running error is at most [(T - d + 1) e]. *)
Theorem error_grows_by_at_most (X : finType) (p : X -> R) (A : eqType) (S : Type) (decode : S -> A)
    (wrong : A -> S -> bool) (d T : nat) (f : nat -> (nat -> A) -> S) (input label train test : X -> nat -> A) (e : R) :
    (forall x, 0 <= p x) -> (forall l s, ~~ wrong l s -> decode s = l) -> (d <= T)%N -> causal f ->
    (forall x, teacher_forced d T (input x) (label x) (train x)) ->
    (forall x, free_running d T decode f (input x) (test x)) ->
    (forall t, (d <= t <= T)%N -> \sum_x p x * (wrong (label x t) (f t (train x)))%:R <= e) ->
  \sum_x p x * (wrong (label x T) (f T (test x)))%:R <= (T - d + 1)%:R * e.
Proof.
move=> p_ge0 decodes le_dT f_causal forced free le_e.
apply: le_trans (lemma_1 p_ge0 decodes le_dT f_causal forced free) _.
rewrite (eq_bigr _ (fun x _ => mulr_sumr _ _ _ _)) exchange_big /=.
apply: (@le_trans _ _ (\sum_(d <= t < T.+1) e)).
  by rewrite !big_seq; apply: ler_sum => t; rewrite mem_index_iota ltnS; apply: le_e.
by rewrite sumr_const_nat mulr_natl subSn // addn1.
Qed.

(** The predictor that attains the bound: it errs at the step that the first token names, and it repeats an error
    once it sees one. (Labels and right answers are 0.) *)
Definition stumbling (d t : nat) (z : nat -> nat) : nat :=
  ((0 < t) && ((z 1%N == (t - d).+1) || has (fun s => z s != 0) (index_iota d.+1 t.+1)))%N.

Lemma stumbling_causal d : causal (stumbling d).
Proof.
move=> [|t] z z' zz' //; rewrite /stumbling zz' //; congr (nat_of_bool (_ && (_ || _))).
by apply: eq_in_has => s; rewrite mem_index_iota => /andP[lt_ds le_st]; rewrite zz' // (leq_trans _ lt_ds).
Qed.

(** For all [0 < d <= T] that factor is attained (over the alphabet of the natural numbers): every location errs on
    exactly [1 / (T - d + 1)] of the inputs, and the free-running answer is always wrong. *)
Theorem factor_is_attained (d T : nat) : (0 < d <= T)%N ->
  exists (f : nat -> (nat -> nat) -> nat) (input label train test : 'I_(T - d + 1) -> nat -> nat),
    [/\ causal f,
        forall x, teacher_forced d T (input x) (label x) (train x),
        forall x, free_running d T id f (input x) (test x),
        forall t, (d <= t <= T)%N ->
          \sum_x (T - d + 1)%:R^-1 * (f t (train x) != label x t)%:R = (T - d + 1)%:R^-1 :> R
      & \sum_x (T - d + 1)%:R^-1 * (f T (test x) != label x T)%:R = 1 :> R].
Proof.
case/andP=> d_gt0 le_dT.
pose k := (T - d + 1)%N.
have k_neq0 : k%:R != 0 :> R by rewrite pnatr_eq0 /k addn1.
pose input (x : 'I_k) t := (if t == 1 then x.+1 else 0)%N.
pose test x := free_run id d (stumbling d) (input x).
exists (stumbling d), input, (fun _ _ => 0%N), input, test.
have freeP x : free_running d T id (stumbling d) (input x) (test x).
  by apply: free_runP; apply: stumbling_causal.
split=> //; first exact: stumbling_causal.
- by move=> x; split=> // t /andP[lt_dt _]; rewrite /input gtn_eqF // (leq_ltn_trans d_gt0).
- move=> t /andP[le_dt le_tT].
  have lt_tdk : (t - d < k)%N by rewrite /k addn1 ltnS leq_sub2r.
  rewrite (bigD1 (Ordinal lt_tdk)) //= big1 => [|x neq_x].
    rewrite /stumbling /input (leq_trans d_gt0 le_dt).
    by rewrite /= eqxx /= mulr1 addr0.
  rewrite /stumbling /input (leq_trans d_gt0 le_dt) /= eqSS.
  have -> : (x == t - d :> nat)%N = false by apply: negbTE; rewrite -(inj_eq val_inj) in neq_x.
  rewrite (_ : has _ _ = false) ?mulr0 //; apply/hasPn=> s; rewrite mem_index_iota => /andP[lt_ds _].
  by rewrite (gtn_eqF (leq_ltn_trans d_gt0 lt_ds)).
have fails x : stumbling d T (test x) = 1%N.
  have [fx ff] := freeP x; have T_gt0 := leq_trans d_gt0 le_dT.
  have test1 : test x 1%N = x.+1 by rewrite fx ?d_gt0.
  have : (x <= T - d)%N by have := ltn_ord x; rewrite {2}/k addn1 ltnS.
  rewrite leq_eqVlt /stumbling T_gt0 test1 => /orP[/eqP-> | lt_x]; first by rewrite eqxx.
  rewrite (_ : has _ _ = true) ?orbT //; apply/hasP; exists (d + x).+1.
    by rewrite mem_index_iota !ltnS leq_addr -ltn_subRL.
  rewrite ff /=; last by rewrite ltnS leq_addr -ltn_subRL.
  by rewrite /stumbling test1 addKn eqxx addn_gt0 d_gt0.
rewrite (eq_bigr (fun=> k%:R^-1)) => [|x _]; last by rewrite fails mulr1.
by rewrite sumr_const card_ord -[LHS]mulr_natr mulVf.
Qed.

(** The same on bits: [d = 1], [T = 2], each location errs on half of the inputs, the free-running answer always.
    So [(T - d) e = 1/2] is exceeded. *)
Theorem factor_T_minus_d_fails :
  exists (f : nat -> (nat -> bool) -> R) (input label train test : bool -> nat -> bool),
    [/\ causal f,
        forall x, teacher_forced 1 2 (input x) (label x) (train x),
        forall x, free_running 1 2 (decode_sign true) f (input x) (test x),
        forall t, (1 <= t <= 2)%N -> \sum_x 2%:R^-1 * (wrong_sign true (label x t) (f t (train x)))%:R = 2%:R^-1 :> R
      & \sum_x 2%:R^-1 * (wrong_sign true (label x 2%N) (f 2%N (test x)))%:R = 1 :> R].
Proof.
(* z_1 = 0: an error at once, seen at step 2 and repeated; z_1 = 1: an error at step 2. The labels are 1. *)
pose f (t : nat) (z : nat -> bool) : R := if t == 1%N then pm R (z 1%N) else if t == 2%N then pm R (~~ z 1%N && z 2%N) else 1.
exists f, (fun x _ => x), (fun _ _ => true), (fun x t => if t == 1%N then x else true), (fun x _ => x).
have dec b : decode_sign true (pm R b) = b.
  by case: b; rewrite /decode_sign /pm ?oppr_eq0 oner_eq0 ?ltr01 // ltr0N1.
have wrongE y b : wrong_sign true y (pm R b) = (b != y) by rewrite /wrong_sign dec.
have f1 z : f 1%N z = pm R (z 1%N) by [].
have f2 z : f 2%N z = pm R (~~ z 1%N && z 2%N) by [].
have f_causal : causal f.
  by move=> [|[|[|t]]] z z' zz'; rewrite ?f1 ?f2 ?zz'.
split=> //.
- by move=> x; split=> [[|[|t]]|[|[|t]]].
- by move=> x; split=> // [[|[|[|t]]]] // _; rewrite f1 dec.
- move=> [|[|[|t]]] // _; rewrite big_bool ?f1 ?f2 !wrongE /= ?mulr0 ?mulr1 ?addr0 ?add0r //.
by rewrite big_bool !f2 !wrongE /= !mulr1 -mulr2n -mulr_natr mulVf // pnatr_eq0.
Qed.

(** A loss that calls a score of 0 right whatever the label breaks lemma 1: [d = 1], [T = 2], no teacher-forced error,
    and the free-running answer is always wrong; for either token that a score of 0 may become. *)
Theorem ties_must_count (tie : bool) :
  exists (f : nat -> (nat -> bool) -> R) (input label train test : bool -> nat -> bool),
    [/\ causal f,
        forall x, teacher_forced 1 2 (input x) (label x) (train x),
        forall x, free_running 1 2 (decode_sign tie) f (input x) (test x),
        \sum_x 2%:R^-1 * (\sum_(1 <= t < 3) (wrong_strictly (label x t) (f t (train x)))%:R) = 0 :> R
      & \sum_x 2%:R^-1 * (wrong_strictly (label x 2%N) (f 2%N (test x)))%:R = 1 :> R].
Proof.
(* a score of 0 at step 1 where the label is the other token; step 2 says whether its last token is that label *)
pose f (t : nat) (z : nat -> bool) : R := if t == 2%N then pm R (z 2%N != tie) else 0.
pose label (x : bool) (t : nat) := (if t == 1 then ~~ tie else true)%N.
exists f, (fun x _ => x), label, (fun x t => if t == 1%N then x else ~~ tie), (fun x t => if t == 1%N then x else tie).
have neg_tie : ~~ tie != tie by case: (tie).
have f_causal : causal f by move=> [|[|[|t]]] z z' zz'; rewrite /f //= ?zz'.
split=> //.
- by move=> x; split=> [[|[|t]]|[|[|[|t]]]].
- by move=> x; split=> [[|[|t]]|[|[|[|t]]]] // _; rewrite /f /decode_sign /= eqxx.
- apply: big1 => x _; rewrite big_ltn // big_ltn // big_geq // /wrong_strictly /f /= mulr0 ltxx neg_tie.
  by rewrite /pm mul1r ltr10 !addr0 mulr0.
by rewrite big_bool /wrong_strictly /f /= eqxx /pm mul1r ltrN10 !mulr1 -mulr2n -mulr_natr mulVf // pnatr_eq0.
Qed.

End Factor.
