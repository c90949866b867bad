(** * Order certificates: what the checker accepts is true *)

From Coq Require Import BinInt Pnat.
From mathcomp Require Import all_ssreflect ssralg ssrnum ssrint poly.
From Subtask Require Import Integers OrderCertificates.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.TTheory.
Local Open Scope ring_scope.

(** ** Values *)

Local Arguments value : simpl never.

Section Values.
Variables (R : realFieldType) (t : base -> R) (N : nat -> nat).
Hypothesis t_ge1 : forall b, 1 <= t b.
Local Notation value := (value t N).
Local Notation exponent := (fun k : seq nat => (\prod_(p <- k) N p)%:Z).

Lemma t_gt0 b : 0 < t b. Proof. exact: lt_le_trans ltr01 (t_ge1 b). Qed.

Lemma value_nil : value [::] = 1. Proof. by []. Qed.

Lemma value_cons e m : value (e :: m) = t e.1.1 ^ (int_of_Z e.2 * exponent e.1.2) * value m.
Proof. by case: e => -[]. Qed.

Lemma value_gt0 m : 0 < value m.
Proof. by elim: m => [|e m IHm]; rewrite ?ltr01 // value_cons mulr_gt0 ?exprz_gt0 ?t_gt0. Qed.

Lemma value_cat m m' : value (m ++ m') = value m * value m'.
Proof. by elim: m => [|e m IHm]; rewrite ?mul1r //= !value_cons IHm mulrA. Qed.

Lemma value_base b z : value [:: (b, [::], z)] = t b ^ int_of_Z z.
Proof. by rewrite value_cons value_nil mulr1 /= big_nil mulr1. Qed.

Lemma value_scale a m : value (scale a m) = value m ^ int_of_Z a.
Proof.
elim: m => [|e m IHm]; first by rewrite !value_nil exp1rz.
rewrite /= !value_cons IHm expfzMl exprz_exp /=; congr (_ ^ _ * _).
by rewrite int_of_Z_mul -mulrA mulrC.
Qed.

Lemma value_over m m' : value (over m m') = value m / value m'.
Proof. by rewrite value_cat value_scale. Qed.

Lemma value_excess b p m : value (excess b p m) = value m ^ ((N p)%:Z - int_of_Z b).
Proof.
rewrite value_cat value_scale int_of_Z_opp expfzDr ?(gt_eqF (value_gt0 m)) //; congr (_ * _).
elim: m => [|e m IHm]; first by rewrite !value_nil exp1rz.
rewrite /= !value_cons IHm expfzMl exprz_exp /=; congr (_ ^ _ * _).
by rewrite (perm_big _ (permEl (perm_sort leq _))) big_cons PoszM mulrA mulrAC.
Qed.

(** All entries with one key, and the others. *)
Lemma value_key (k : base * seq nat) m :
  value m = t k.1 ^ (int_of_Z (total k m) * exponent k.2) * value [seq e <- m | e.1 != k].
Proof.
elim: m => [|e m IHm]; first by rewrite value_nil mul0r expr0z mulr1.
rewrite value_cons /=; have [-> | neq] := eqVneq e.1 k; rewrite /= ?value_cons IHm; last by rewrite mulrCA.
by rewrite int_of_Z_add mulrDl expfzDr ?(gt_eqF (t_gt0 _)) // -mulrA.
Qed.

Lemma total_others (k k' : base * seq nat) m :
  total k' [seq e <- m | e.1 != k] = if k' == k then Z0 else total k' m.
Proof.
elim: m => [|e m IHm] /=; first by rewrite if_same.
have [e_k | neq_e] /= := eqVneq e.1 k; rewrite IHm; last first.
  by have [-> | //] := eqVneq k' k; rewrite (negPf neq_e).
by rewrite e_k eq_sym; case: eqP.
Qed.

Lemma value_one m : is_one m -> value m = 1.
Proof.
rewrite /is_one; move: (undup _) (mem_undup [seq e.1 | e <- m]) => ks same.
have {same} : all (mem ks) [seq e.1 | e <- m] by apply/allP=> k; rewrite /= same.
elim: ks m => [|k ks IHks] m; first by case: m => //= _ _; apply: value_nil.
move=> keys /= /andP[/Z.eqb_eq zero rest].
rewrite (value_key k) zero mul0r expr0z mul1r; apply: IHks.
  have -> : [seq e.1 | e <- [seq e <- m | e.1 != k]] = [seq k' <- [seq e.1 | e <- m] | k' != k].
    by rewrite filter_map.
  by rewrite all_filter; apply: sub_all keys => k' /=; rewrite inE; case: eqP.
apply: sub_all rest => k'; rewrite total_others; case: eqP => // _.
Qed.

(** ** Ratios that are bounded below *)

(** [value m] is at least 1/k, and k is at least 1. *)
Local Definition bounded (k : R) (m : monomial) := 1 <= k /\ 1 <= k * value m.

Lemma bounded_scale k a m : bounded k m -> Z.leb Z0 a -> bounded (k ^+ Z.to_nat a) (scale a m).
Proof.
move=> [k_ge1 km_ge1] a_ge0; split; first exact: exprn_ege1.
rewrite value_scale (_ : int_of_Z a = (Z.to_nat a)%:Z); last by case: a a_ge0.
by rewrite -exprnP -exprMn; apply: exprn_ege1.
Qed.

Lemma bounded_cat k k' m m' : bounded k m -> bounded k' m' -> bounded (k * k') (m ++ m').
Proof.
move=> [k_ge1 km] [k'_ge1 km']; split; first exact: mulr_ege1.
by rewrite value_cat mulrACA mulr_ege1.
Qed.

Lemma bounded_excess k b p m :
  bounded k m -> int_of_Z b <= (N p)%:Z -> bounded (k ^+ `|(N p)%:Z - int_of_Z b|%N) (excess b p m).
Proof.
move=> [k_ge1 km]; rewrite -subr_ge0 => ge0; split; first exact: exprn_ege1.
by rewrite value_excess -{2}(gez0_abs ge0) -exprnP -exprMn; apply: exprn_ege1.
Qed.

Lemma bounded_weaken k k' m : bounded k m -> k <= k' -> bounded k' m.
Proof.
move=> [k_ge1 km] le_k; split; first exact: le_trans le_k.
by apply: le_trans km _; rewrite ler_pmul2r // value_gt0.
Qed.

Lemma bounded_over k larger smaller :
  1 <= k -> value smaller <= k * value larger -> bounded k (over larger smaller).
Proof. by move=> k_ge1 le_k; split=> //; rewrite value_over mulrA ler_pdivl_mulr ?value_gt0 // mul1r. Qed.

End Values.

Section Sound.
Variables (c : certificate) (R : realFieldType) (lg : R -> R) (N : nat -> nat) (K : R) (logs : bool).
Hypothesis lg_log : logs -> log_like lg.
Hypothesis N_ge : forall p, (p < size (bounds c))%N -> int_of_Z (nth Z0 (bounds c) p) <= (N p)%:Z.
Hypothesis K_ge1 : 1 <= K.
Local Notation q := (Pos.to_nat (unit_of_exponents c)).
Local Notation q_gt0 := (pos_gt0 (unit_of_exponents c)).

Local Definition admitted (assumed : seq (nat * nat)) (t : base -> R) : Prop :=
  [/\ forall b, 1 <= t b,
      logs -> forall v, t (log v) ^+ q = lg (t (var v) ^+ q),
      forall larger smaller, List.In (larger, smaller) (conditions c) ->
        value t N smaller <= K * value t N larger
    & forall v w, List.In (v, w) assumed -> t (var v) <= t (var w)].

(** One constant for all values. *)
Local Definition bounded_below assumed (m : monomial) : Prop :=
  exists k, forall t, admitted assumed t -> bounded t N k m.

Lemma elementary_bounded assumed r m : elementary_ratio c assumed r = Some m -> bounded_below assumed m.
Proof.
exists K => t [t_ge1 _ given order]; case: r H => [i | i | b] /=.
- case nth_i: (List.nth_error _ _) => [[larger smaller]|] //= [<-].
  by apply: bounded_over => //; apply: given; apply: List.nth_error_In nth_i.
- case nth_i: (List.nth_error _ _) => [[v w]|] //= [<-].
  have le_vw := order v w (List.nth_error_In _ _ nth_i); split=> //.
  rewrite value_cons value_base /= big_nil mulr1 !expr1z.
  by rewrite mulr_ege1 // ler_pdivl_mulr ?mul1r ?t_gt0.
by case=> <-; split=> //; rewrite value_base /= expr1z mulr_ege1.
Qed.

Lemma scale_bounded assumed a m : bounded_below assumed m -> Z.leb Z0 a -> bounded_below assumed (scale a m).
Proof. by move=> [k km] a_ge0; exists (k ^+ Z.to_nat a) => t ok; apply: bounded_scale (km t ok) a_ge0. Qed.

Lemma cat_bounded assumed m m' :
  bounded_below assumed m -> bounded_below assumed m' -> bounded_below assumed (m ++ m').
Proof. by move=> [k km] [k' km']; exists (k * k') => t ok; apply: bounded_cat (km t ok) (km' t ok). Qed.

Lemma one_bounded assumed : bounded_below assumed [::].
Proof. by exists 1 => t _; split; rewrite ?value_nil ?mulr1 lexx. Qed.

Lemma because_bounded assumed because m : because_ratio c assumed because = Some m -> bounded_below assumed m.
Proof.
elim: because m => [|[r a] rest IH] m /=; first by case=> <-; apply: one_bounded.
case ratio: (elementary_ratio _ _ _) => [m1|] //; case others: (because_ratio _ _ _) => [m2|] //.
case: ifP => // a_ge0 [<-]; apply: cat_bounded; last exact: IH.
exact: scale_bounded (elementary_bounded ratio) a_ge0.
Qed.

Section Logarithms.
Hypothesis with_logs : logs.

Lemma log_below_power assumed v e :
  bounded_below assumed (over [:: (var v, [::], Zpos e)] [:: (log v, [::], Zpos (unit_of_exponents c))]).
Proof.
have [lg_ge1 _ _ _ /(_ _ q (pos_gt0 e) q_gt0)[K' below]] := lg_log with_logs.
pose k := Num.max 1 K'; have k_ge1 : 1 <= k by rewrite le_maxr lexx.
exists k => t [t_ge1 /(_ with_logs v) tie _ _]; apply: bounded_over => //.
rewrite !value_base /= -!exprnP tie.
set x := t (var v) in tie *; have x_ge1 : 1 <= x ^+ q by rewrite exprn_ege1 /x.
have x_gt0 : 0 < x by apply: t_gt0.
rewrite -(ler_pexpn2r q_gt0) ?nnegrE ?(le_trans ler01) ?lg_ge1 ?mulr_ege1 ?exprn_ege1 // /x //.
apply: le_trans (below _ x_ge1) _; rewrite exprMn -!exprM mulnC ler_pmul2r ?exprn_gt0 //.
apply: (@le_trans _ _ k); first by rewrite le_maxr lexx orbT.
exact: ler_eexpr q_gt0 k_ge1.
Qed.

Lemma log_prod (x : nat -> R) (a : R) (larger : seq (nat * positive)) : 1 <= a -> (forall v, 1 <= x v) ->
  lg (a * \prod_(y <- larger) x y.1 ^+ Pos.to_nat y.2)
    <= lg a * \prod_(y <- larger) ((Pos.to_nat y.2)%:R * lg (x y.1)).
Proof.
have [lg_ge1 _ lg_mul lg_pow _] := lg_log with_logs => a_ge1 x_ge1.
elim: larger => [|[v n] larger IH]; first by rewrite !big_nil !mulr1.
have ge1 : 1 <= \prod_(y <- larger) x y.1 ^+ Pos.to_nat y.2.
  by apply: (big_ind (fun z => 1 <= z)) => // [y z|y _]; [apply: mulr_ege1 | apply: exprn_ege1].
rewrite !big_cons /= mulrCA [X in _ <= X]mulrCA.
apply: le_trans (lg_mul _ _ _ _) _; rewrite ?exprn_ege1 ?mulr_ege1 //.
apply: ler_pmul IH; rewrite ?(le_trans ler01) ?lg_ge1 ?exprn_ege1 ?mulr_ege1 //.
by apply: lg_pow => //; apply: pos_gt0.
Qed.

Lemma log_monotone assumed smaller k larger m :
    bounded_below assumed m ->
    is_one (over (over [seq (var x.1, [::], Zpos x.2) | x <- larger] [:: (var smaller, [::], Zpos k)]) m) ->
  bounded_below assumed
    (over [seq (log x.1, [::], Zpos (unit_of_exponents c)) | x <- larger]
       [:: (log smaller, [::], Zpos (unit_of_exponents c))]).
Proof.
move=> [k0 m_bounded] one; have [lg_ge1 lg_mono _ _ _] := lg_log with_logs.
pose n := \prod_(y <- larger) (Pos.to_nat y.2)%:R : R.
have n_ge1 : 1 <= n.
  by apply: (big_ind (fun z => 1 <= z)) => // [y z|y _]; rewrite ?ler1n ?pos_gt0 //; apply: mulr_ege1.
pose k1 := Num.max 1 k0; have k1_ge1 : 1 <= k1 by rewrite le_maxr lexx.
have kq_ge1 : 1 <= k1 ^+ q by apply: exprn_ege1.
exists (lg (k1 ^+ q) * n) => t ok; have [t_ge1 /(_ with_logs) tie _ _] := ok.
have mul_ge0 := le_trans ler01; apply: bounded_over => //; first by rewrite mulr_ege1 ?lg_ge1.
have value_map (f : nat * positive -> base * seq nat * Z) :
  value t N [seq f y | y <- larger] = \prod_(y <- larger) value t N [:: f y].
  by elim: (larger) => [|y ys IH]; rewrite ?big_nil // big_cons -IH /= !value_cons value_nil mulr1.
have xq_ge1 v : 1 <= t (var v) ^+ q by apply: exprn_ege1.
have le_s : t (var smaller) ^+ q <= k1 ^+ q * \prod_(y <- larger) (t (var y.1) ^+ q) ^+ Pos.to_nat y.2.
  have le_k0 : k0 <= k1 by rewrite le_maxr lexx orbT.
  have [_ km] := bounded_weaken t_ge1 (m_bounded t ok) le_k0.
  have le_sk : t (var smaller) ^+ Pos.to_nat k <= k1 * \prod_(y <- larger) t (var y.1) ^+ Pos.to_nat y.2.
    have := value_one N t_ge1 one; rewrite !value_over // value_map => /divr1_eq same.
    move: km; rewrite -same mulrA value_base ler_pdivl_mulr ?exprz_gt0 ?(t_gt0 t_ge1) // mul1r -exprnP.
    by rewrite (eq_bigr _ (fun y _ => value_base _ _ _ _)).
  apply: (@le_trans _ _ ((t (var smaller) ^+ Pos.to_nat k) ^+ q)).
    by rewrite -exprM mulnC exprM ler_eexpr ?pos_gt0.
  have -> : \prod_(y <- larger) (t (var y.1) ^+ q) ^+ Pos.to_nat y.2
      = (\prod_(y <- larger) t (var y.1) ^+ Pos.to_nat y.2) ^+ q.
    by rewrite -prodrXl; apply: eq_bigr => y _; rewrite -!exprM mulnC.
  rewrite -exprMn ler_expn2r // nnegrE ?exprn_ge0 // ?(le_trans _ le_sk) // ?exprn_ge0 //; exact: ltW (t_gt0 t_ge1 _).
rewrite value_base value_map /= -exprnP tie.
apply: le_trans (lg_mono _ _ (xq_ge1 _) le_s) _.
apply: le_trans (log_prod larger kq_ge1 xq_ge1) _.
rewrite big_split /= -/n mulrA le_eqVlt; apply/orP; left; apply/eqP; congr (_ * _).
by apply: eq_bigr => y _; rewrite value_base /= -exprnP tie.
Qed.
End Logarithms.

Lemma rule_bounded assumed r m :
  (if r is Elementary _ then true else logs) -> rule_ratio c assumed r = Some m -> bounded_below assumed m.
Proof.
case: r => [r | v e | smaller k larger because] /= with_logs; first exact: elementary_bounded.
  by case=> <-; apply: log_below_power with_logs _ _ _.
case ratio: (because_ratio _ _ _) => [m0|] //; case: ifP => // one [<-].
exact: log_monotone with_logs _ _ _ _ _ (because_bounded ratio) one.
Qed.

Lemma step_bounded assumed s m :
  (step_uses_logs s -> logs) -> step_ratio c assumed s = Some m -> bounded_below assumed m.
Proof.
rewrite /step_ratio /step_uses_logs; case: s => r a ps /= with_logs.
case: ifP => // /andP[a_ge0 ps_lt]; case ratio: (rule_ratio _ _ _) => [m0|] //= [<-].
apply: scale_bounded a_ge0; elim: ps ps_lt => /= [_ | p ps IH /andP[p_lt /IH[k km]]].
  by apply: rule_bounded ratio; case: (r) with_logs => // [v e | smaller k larger because] use; exact: use.
exists (k ^+ `|(N p)%:Z - int_of_Z (nth Z0 (bounds c) p)|%N) => t ok.
by apply: bounded_excess (km t ok) (N_ge p_lt); case: ok.
Qed.

Lemma steps_bounded assumed ss m :
  (has step_uses_logs ss -> logs) -> steps_ratio c assumed ss = Some m -> bounded_below assumed m.
Proof.
elim: ss m => [|s ss IH] m /= with_logs; first by case=> <-; apply: one_bounded.
case one: (step_ratio _ _ _) => [m1|] //; case others: (steps_ratio _ _ _) => [m2|] // [<-].
apply: cat_bounded; first by apply: step_bounded one => use; apply: with_logs; rewrite use.
by apply: IH others => use; apply: with_logs; rewrite use orbT.
Qed.

Lemma weighted_le ws ms (t : base -> R) (r : R) :
    (forall b, 1 <= t b) -> is_mean ws ms -> 0 < r -> (forall m, List.In m ms -> value t N m <= r) ->
  value t N (weighted ws ms) <= r ^ int_of_Z (sum_of ws).
Proof.
move=> t_ge1 /andP[/eqP same ge0] r_gt0.
elim: ws ms same ge0 => [|w ws IH] [|m ms] //= [same] /andP[w_ge0 ge0] le_r.
rewrite int_of_Z_add expfzDr ?gt_eqF // value_cat value_scale; have [n ->] := int_of_Z_ge0 w_ge0.
apply: ler_pmul; rewrite ?exprz_ge0 ?(ltW (value_gt0 N t_ge1 _)) //; last first.
  by apply: IH => // m' in_m'; apply: le_r; right.
by rewrite -!exprnP ler_expn2r ?nnegrE ?(ltW r_gt0) ?(ltW (value_gt0 N t_ge1 _)) //; apply: le_r; left.
Qed.

Lemma weighted_ge ws ms (t : base -> R) (l : R) :
    (forall b, 1 <= t b) -> is_mean ws ms -> 0 < l -> (forall m, List.In m ms -> l <= value t N m) ->
  l ^ int_of_Z (sum_of ws) <= value t N (weighted ws ms).
Proof.
move=> t_ge1 /andP[/eqP same ge0] l_gt0.
elim: ws ms same ge0 => [|w ws IH] [|m ms] //= [same] /andP[w_ge0 ge0] ge_l.
rewrite int_of_Z_add expfzDr ?gt_eqF // value_cat value_scale; have [n ->] := int_of_Z_ge0 w_ge0.
apply: ler_pmul; rewrite ?exprz_ge0 ?(ltW l_gt0) //; last first.
  by apply: IH => // m' in_m'; apply: ge_l; right.
by rewrite -!exprnP ler_expn2r ?nnegrE ?(ltW l_gt0) ?(ltW (value_gt0 N t_ge1 _)) //; apply: ge_l; left.
Qed.

Lemma least_in (s : seq R) : ~~ nilp s -> least s \in s.
Proof.
case: s => // x s _; rewrite /least [head _ _]/=.
suff: foldr Num.min x (x :: s) \in x :: x :: s by rewrite !inE orbA orbb.
elim: (x :: s) => [|y s' IH] /=; first exact: mem_head.
by move: IH; rewrite !inE minEle; case: ifP => _; rewrite ?eqxx ?orbT // => /orP[->|->]; rewrite ?orbT.
Qed.

Lemma least_le (s : seq R) x : x \in s -> least s <= x.
Proof.
rewrite /least; move: (head 0 s); elim: s => // y s IH x0; rewrite inE le_minl /= => /orP[/eqP->|/IH-> //].
  by rewrite lexx.
by rewrite orbT.
Qed.

Lemma greatest_in (s : seq R) : ~~ nilp s -> greatest s \in s.
Proof.
case: s => // x s _; rewrite /greatest [head _ _]/=.
suff: foldr Num.max x (x :: s) \in x :: x :: s by rewrite !inE orbA orbb.
elim: (x :: s) => [|y s' IH] /=; first exact: mem_head.
by move: IH; rewrite !inE maxEle; case: ifP => _; rewrite ?eqxx ?orbT // => /orP[->|->]; rewrite ?orbT.
Qed.

Lemma greatest_ge (s : seq R) x : x \in s -> x <= greatest s.
Proof.
rewrite /greatest; move: (head 0 s); elim: s => // y s IH x0; rewrite inE le_maxr /= => /orP[/eqP->|/IH-> //].
  by rewrite lexx.
by rewrite orbT.
Qed.

Lemma in_values (t : base -> R) m ms : List.In m ms -> value t N m \in [seq value t N m | m <- ms].
Proof. by elim: ms => //= m' ms IH [->|/IH]; rewrite inE ?eqxx // => ->; rewrite orbT. Qed.

Lemma values_gt0 (t : base -> R) ms x : (forall b, 1 <= t b) -> x \in [seq value t N m | m <- ms] -> 0 < x.
Proof. by move=> t_ge1; elim: ms => //= m ms IH; rewrite inE => /orP[/eqP->|//]; apply: value_gt0. Qed.

Lemma mean_nonempty ws ms : is_mean ws ms -> Z.ltb Z0 (sum_of ws) -> ~~ nilp ms.
Proof. by case: ws ms => [|w ws] [|m ms]. Qed.

(** The least of the left is at most k times the greatest of the right. *)
Local Definition serves (k : R) assumed (left right : seq monomial) : Prop :=
  forall t, admitted assumed t ->
    least [seq value t N m | m <- left] <= k * greatest [seq value t N m | m <- right].

Lemma serves_weaker k k' assumed left right : k <= k' -> serves k assumed left right -> serves k' assumed left right.
Proof.
move=> le_k kP t ok; have [t_ge1 _ _ _] := ok; apply: le_trans (kP t ok) _; apply: ler_wpmul2r => //.
case: (right) => [|m ms]; first exact: lexx.
exact: le_trans (ltW (value_gt0 N t_ge1 m)) (greatest_ge (mem_head _ _)).
Qed.

Lemma serves_product k k' assumed left right : 1 <= k -> 1 <= k' ->
  serves k assumed left right \/ serves k' assumed left right -> serves (k * k') assumed left right.
Proof.
by move=> k_ge1 k'_ge1 [] kP; apply: serves_weaker kP; rewrite ?ler_pmulr ?ler_pmull // (lt_le_trans ltr01).
Qed.

Lemma proof_bounded assumed left right p :
  (proof_uses_logs p -> logs) -> accepts_proof c assumed left right p ->
  exists k, 1 <= k /\ serves k assumed left right.
Proof.
elim: p assumed => [lw rw steps | v w low IHlow high IHhigh] assumed /= with_logs.
  case ratio: (steps_ratio _ _ _) => [m|] // /and5P[mean_l mean_r /Z.eqb_eq same sum_gt0 one].
  have [k km] := steps_bounded with_logs ratio; exists (Num.max 1 k).
  have k_ge1 : 1 <= Num.max 1 k by rewrite le_maxr lexx.
  split=> // t ok; have [t_ge1 _ _ _] := ok.
  have le_k : k <= Num.max 1 k by rewrite le_maxr lexx orbT.
  have [_ {}km] := bounded_weaken t_ge1 (km t ok) le_k.
  set l := least _; set r := greatest _.
  have l_gt0 : 0 < l.
    by apply: (values_gt0 t_ge1 (least_in _)); rewrite /nilp size_map; apply: mean_nonempty mean_l sum_gt0.
  have r_gt0 : 0 < r.
    apply: (values_gt0 t_ge1 (greatest_in _)); rewrite /nilp size_map; apply: mean_nonempty mean_r _.
    by rewrite -same.
  have [n sumE] : exists n, int_of_Z (sum_of lw) = n.+1.
    case: (sum_of lw) sum_gt0 => //= n _; exists (Pos.to_nat n).-1; by rewrite prednK ?pos_gt0.
  have le_l := weighted_ge t_ge1 mean_l l_gt0 (fun m' in_m' => least_le (in_values t in_m')).
  have le_r := weighted_le t_ge1 mean_r r_gt0 (fun m' in_m' => greatest_ge (in_values t in_m')).
  have := value_one N t_ge1 one; rewrite !value_over // => /divr1_eq ratioE.
  rewrite -same sumE -!exprnP in le_l le_r.
  rewrite -(@ler_pexpn2r _ n.+1) ?nnegrE ?mulr_ge0 ?(ltW l_gt0) ?(ltW r_gt0) ?(le_trans ler01) //.
  apply: le_trans le_l _; apply: (@le_trans _ _ (Num.max 1 k * value t N (weighted rw right))).
    by move: km; rewrite -ratioE mulrA ler_pdivl_mulr ?value_gt0 // mul1r.
  by rewrite exprMn ler_pmul ?(ltW (value_gt0 _ _ _)) ?(le_trans ler01) // ler_eexpr.
case/andP=> acc_low acc_high.
have [|k [k_ge1 kP]] := IHlow _ _ acc_low; first by move=> use; apply: with_logs; rewrite use.
have [|k' [k'_ge1 k'P]] := IHhigh _ _ acc_high; first by move=> use; apply: with_logs; rewrite use orbT.
exists (k * k'); split=> [|t ok]; first exact: mulr_ege1.
have [t_ge1 tie given order] := ok.
have more x y : t (var x) <= t (var y) -> admitted (rcons assumed (x, y)) t.
  by move=> le_xy; split=> // x' y'; rewrite -cats1 => /(@List.in_app_or _ _ _ _)[/order // | [[<- <-] | []]].
have [le_vw | /ltW le_wv] := leP (t (var v)) (t (var w)).
  exact: serves_product k_ge1 k'_ge1 (or_introl kP) t (more _ _ le_vw).
exact: serves_product k_ge1 k'_ge1 (or_intror k'P) t (more _ _ le_wv).
Qed.

Lemma row_bounded left rights row :
  (has proof_uses_logs row -> logs) -> all2 (accepts_proof c [::] left) rights row ->
  exists k, 1 <= k /\ forall right, List.In right rights -> serves k [::] left right.
Proof.
elim: rights row => [|right rights IH] [|p row] //= with_logs; first by exists 1.
case/andP=> acc /IH[|k [k_ge1 kP]]; first by move=> use; apply: with_logs; rewrite use orbT.
have [|k' [k'_ge1 k'P]] := proof_bounded _ acc; first by move=> use; apply: with_logs; rewrite use.
exists (k * k'); split=> [|right' [<- | /kP]]; first exact: mulr_ege1.
  by apply: serves_product => //; right.
by move=> served; apply: serves_product => //; left.
Qed.

Lemma rows_bounded lefts rights rows :
  (has (has proof_uses_logs) rows -> logs) ->
  all2 (fun left row => all2 (accepts_proof c [::] left) rights row) lefts rows ->
  exists k, 1 <= k /\ forall left right, List.In left lefts -> List.In right rights -> serves k [::] left right.
Proof.
elim: lefts rows => [|left lefts IH] [|row rows] //= with_logs; first by exists 1.
case/andP=> acc /IH[|k [k_ge1 kP]]; first by move=> use; apply: with_logs; rewrite use orbT.
have [|k' [k'_ge1 k'P]] := row_bounded _ acc; first by move=> use; apply: with_logs; rewrite use.
exists (k * k'); split=> [|left' right [<- | in_left] in_right]; first exact: mulr_ege1.
  by apply: serves_product => //; right; apply: k'P.
by apply: serves_product => //; left; apply: kP.
Qed.

End Sound.

Lemma in_map_seq (R : eqType) (f : seq monomial -> R) x cs :
  x \in [seq f clause | clause <- cs] -> exists2 clause, List.In clause cs & x = f clause.
Proof.
elim: cs => //= clause cs IH; rewrite inE => /orP[/eqP-> | /IH[clause' ? ?]]; first by exists clause; [left|].
by exists clause'; [right|].
Qed.

(** ** Soundness *)
Theorem accepted_certificate_proves (c : certificate) : accepts c -> claim c.
Proof.
case/and3P=> left_nonempty right_nonempty acc R lg N K lg_log N_ge K_ge1.
have [k [k_ge1 kP]] := rows_bounded lg_log N_ge K_ge1 (fun use => use) acc.
exists k => t t_ge1 tie given.
have ok : admitted c lg N K (uses_logs c) [::] t by split.
have map_nonempty f (cs : seq (seq monomial)) : ~~ nilp cs -> ~~ nilp [seq f clause : R | clause <- cs].
  by rewrite /nilp size_map.
pose smallest ms := least [seq value t N m | m <- ms]; pose largest ms := greatest [seq value t N m | m <- ms].
have [left in_left ->] := in_map_seq (greatest_in (map_nonempty smallest _ left_nonempty)).
have [right in_right ->] := in_map_seq (least_in (map_nonempty largest _ right_nonempty)).
exact: kP in_left in_right t ok.
Qed.

Corollary accepted_certificates_prove (cs : seq certificate) : all accepts cs -> forall c, List.In c cs -> claim c.
Proof. by elim: cs => //= c cs IH /andP[/accepted_certificate_proves holds /IH others] c' [<- // | /others]. Qed.

(** ** Nothing is lost by writing values as powers *)
Theorem every_value_has_a_root (R : rcfType) (q : nat) (x : R) :
  (0 < q)%N -> 1 <= x -> exists t, 1 <= t /\ t ^+ q = x.
Proof.
move=> q_gt0 x_ge1; pose p : {poly R} := 'X^q - x%:P.
have between : p.[1] <= 0 <= p.[x] by rewrite !hornerE !hornerXn expr1n subr_le0 x_ge1 subr_ge0 ler_eexpr.
have [t /andP[t_ge1 _]] := @poly_ivt R p 1 x x_ge1 between.
by rewrite rootE !hornerE hornerXn subr_eq0 => /eqP; exists t.
Qed.
