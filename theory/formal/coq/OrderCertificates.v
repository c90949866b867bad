(** * Order certificates: the data, what they claim, and a checker

    A certificate claims a maximum of minima of products of powers to be O of a minimum of maxima of such products,
    wherever all variables are at least 1 and its conditions hold up to a constant factor. Exponents are written in
    units of 1/q, so that they are integers and no real power is needed: [t b] is the q-th root of the base [b]. *)

From Coq Require Import BinInt.
From mathcomp Require Import all_ssreflect ssralg ssrnum ssrint.
From Subtask Require Import Integers.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.TTheory.
Local Open Scope ring_scope.

(** ** The data *)

(** A variable or the logarithm of one; variables are numbered. *)
Definition base := (bool * nat)%type.
Notation var v := (false, v%N).
Notation log v := (true, v%N).

(** A product of powers: bases, the parameters that multiply the exponent (sorted), and the exponent's coefficient.
    [T^(16 + 3 N)] is [:: (T, [::], 16); (T, [:: N], 3)], in units of 1. *)
Definition monomial := seq (base * seq nat * Z).

(** Ratios that are bounded below: a condition, a case distinguished, a base that is at least 1. *)
Inductive elementary := Given of nat | Assumed of nat | AtLeast1 of base.

(** The same, and two rules on logarithms: log v = O(v^e), and log of [smaller] = O(the product of the logs of
    [larger]), because [smaller]^k = O(the product of the powers [larger]), by elementary ratios to powers. *)
Inductive rule :=
  | Elementary of elementary
  | LogBelowPower (v : nat) (e : positive)
  | LogMonotone (smaller : nat) (k : positive) (larger : seq (nat * positive)) (because : seq (elementary * Z)).

(** A ratio to a power, times the excess of each of these parameters over its bound. *)
Record step := Step { by_rule : rule; power : Z; times : seq nat }.

(** Weights of a mean of the left side, of one of the right side, and the steps between them; or two cases. *)
Inductive proof :=
  | Leaf (left_weights right_weights : seq Z) (steps : seq step)
  | Split (v w : nat) (v_at_most_w w_at_most_v : proof).

Record certificate := Certificate {
  unit_of_exponents : positive;                (* the q in 1/q *)
  bounds : seq Z;                              (* lower bounds on the parameters *)
  conditions : seq (monomial * monomial);      (* larger, smaller *)
  left_side : seq (seq monomial);              (* a maximum of minima *)
  right_side : seq (seq monomial);             (* a minimum of maxima *)
  proofs : seq (seq proof)                     (* one for every clause of the left and of the right *)
}.

(** ** What it means *)

Section Meaning.
Variable R : realFieldType.

Definition least (s : seq R) : R := foldr Num.min (head 0 s) s.
Definition greatest (s : seq R) : R := foldr Num.max (head 0 s) s.

(** The value of a monomial where base [b] is [t b] to the q and parameter [p] is [N p]. *)
Fixpoint value (t : base -> R) (N : nat -> nat) (m : monomial) : R :=
  if m is (b, parameters, z) :: others then
    t b ^ (int_of_Z z * (\prod_(p <- parameters) N p)%N) * value t N others
  else 1.

(** What is used of x |-> 1 + ln x. *)
Definition log_like (lg : R -> R) : Prop :=
  [/\ forall x, 1 <= x -> 1 <= lg x,
      forall x y, 1 <= x -> x <= y -> lg x <= lg y,
      forall x y, 1 <= x -> 1 <= y -> lg (x * y) <= lg x * lg y,
      forall x n, 1 <= x -> (0 < n)%N -> lg (x ^+ n) <= n%:R * lg x
    & forall a b, (0 < a)%N -> (0 < b)%N -> exists K : R, forall x, 1 <= x -> lg x ^+ b <= K * x ^+ a].

End Meaning.

Definition step_uses_logs (s : step) : bool := if by_rule s is Elementary _ then false else true.

Fixpoint proof_uses_logs (p : proof) : bool :=
  match p with
  | Leaf _ _ steps => has step_uses_logs steps
  | Split _ _ low high => proof_uses_logs low || proof_uses_logs high
  end.

(** Whether some step speaks of what a logarithm is. Else logs are just bases that are at least 1. *)
Definition uses_logs (c : certificate) : bool := has (has proof_uses_logs) (proofs c).

(** What a certificate claims: for every real field, all natural parameters within their bounds and every K there is a
    constant C that serves all values at least 1 which meet every condition within the factor K. *)
Definition claim (c : certificate) : Prop :=
  forall (R : realFieldType) (lg : R -> R) (N : nat -> nat) (K : R),
    (uses_logs c -> log_like lg) ->
    (forall p, (p < size (bounds c))%N -> int_of_Z (nth Z0 (bounds c) p) <= (N p)%:Z) ->
    1 <= K ->
  exists C : R, forall t : base -> R,
    (forall b, 1 <= t b) ->
    (uses_logs c -> let q := Pos.to_nat (unit_of_exponents c) in
       forall v, t (log v) ^+ q = lg (t (var v) ^+ q)) ->
    (forall larger smaller, List.In (larger, smaller) (conditions c) ->
       value t N smaller <= K * value t N larger) ->
  greatest [seq least [seq value t N m | m <- clause] | clause <- left_side c]
    <= C * least [seq greatest [seq value t N m | m <- clause] | clause <- right_side c].

(** ** The checker *)

Definition scale (a : Z) (m : monomial) : monomial := [seq (e.1, Z.mul a e.2) | e <- m].

(** To the power of parameter [p] minus its bound [b]. *)
Definition excess (b : Z) (p : nat) (m : monomial) : monomial :=
  [seq (e.1.1, sort leq (p :: e.1.2), e.2) | e <- m] ++ scale (Z.opp b) m.

Definition total (k : base * seq nat) (m : monomial) : Z :=
  foldr (fun e z => if e.1 == k then Z.add e.2 z else z) Z0 m.

(** Equal keys merged, all exponents are 0. *)
Definition is_one (m : monomial) : bool := all (fun k => Z.eqb (total k m) Z0) (undup [seq e.1 | e <- m]).

Definition weighted (ws : seq Z) (ms : seq monomial) : monomial :=
  flatten [seq scale wm.1 wm.2 | wm <- zip ws ms].

Definition sum_of (ws : seq Z) : Z := foldr Z.add Z0 ws.

Section Checker.
Variable c : certificate.

Definition over (larger smaller : monomial) : monomial := larger ++ scale (Zneg xH) smaller.

Definition elementary_ratio (assumed : seq (nat * nat)) (r : elementary) : option monomial :=
  match r with
  | Given i => omap (fun ls => over ls.1 ls.2) (List.nth_error (conditions c) i)
  | Assumed i => omap (fun vw => [:: (var vw.2, [::], Zpos xH); (var vw.1, [::], Zneg xH)])
                   (List.nth_error assumed i)
  | AtLeast1 b => Some [:: (b, [::], Zpos xH)]
  end.

Fixpoint because_ratio assumed (because : seq (elementary * Z)) : option monomial :=
  if because is (r, a) :: rest then
    if (elementary_ratio assumed r, because_ratio assumed rest) is (Some m, Some m') then
      if Z.leb Z0 a then Some (scale a m ++ m') else None
    else None
  else Some [::].

Definition rule_ratio assumed (r : rule) : option monomial :=
  let q := Zpos (unit_of_exponents c) in
  match r with
  | Elementary r => elementary_ratio assumed r
  | LogBelowPower v e => Some [:: (var v, [::], Zpos e); (log v, [::], Z.opp q)]
  | LogMonotone smaller k larger because =>
      if because_ratio assumed because is Some m then
        let wanted := [seq (var x.1, [::], Zpos x.2) | x <- larger] in
        if is_one (over (over wanted [:: (var smaller, [::], Zpos k)]) m) then
          Some (over [seq (log x.1, [::], q) | x <- larger] [:: (log smaller, [::], q)])
        else None
      else None
  end.

Definition step_ratio assumed (s : step) : option monomial :=
  if Z.leb Z0 (power s) && all (fun p => p < size (bounds c))%N (times s) then
    omap (fun m => scale (power s) (foldr (fun p => excess (nth Z0 (bounds c) p) p) m (times s)))
      (rule_ratio assumed (by_rule s))
  else None.

Fixpoint steps_ratio assumed (ss : seq step) : option monomial :=
  if ss is s :: rest then
    if (step_ratio assumed s, steps_ratio assumed rest) is (Some m, Some m') then Some (m ++ m') else None
  else Some [::].

Definition is_mean (ws : seq Z) (ms : seq monomial) : bool :=
  (size ws == size ms) && all (Z.leb Z0) ws.

Fixpoint accepts_proof assumed (left right : seq monomial) (p : proof) : bool :=
  match p with
  | Leaf lw rw steps =>
      if steps_ratio assumed steps is Some m then
        [&& is_mean lw left, is_mean rw right, Z.eqb (sum_of lw) (sum_of rw), Z.ltb Z0 (sum_of lw)
          & is_one (over (over (weighted rw right) (weighted lw left)) m)]
      else false
  | Split v w low high =>
      accepts_proof (rcons assumed (v, w)) left right low && accepts_proof (rcons assumed (w, v)) left right high
  end.

Definition accepts : bool :=
  [&& ~~ nilp (left_side c), ~~ nilp (right_side c)
    & all2 (fun left row => all2 (accepts_proof [::] left) (right_side c) row) (left_side c) (proofs c)].

End Checker.
