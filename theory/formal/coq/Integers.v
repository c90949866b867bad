(** * Coq's binary integers, which compute fast, as mathcomp's integers *)

From Coq Require Import BinInt Pnat.
From mathcomp Require Import all_ssreflect ssralg ssrnum ssrint.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.TTheory.
Local Open Scope ring_scope.

Definition int_of_Z (z : Z) : int :=
  match z with Z0 => 0 | Zpos p => (Pos.to_nat p)%:Z | Zneg p => - (Pos.to_nat p)%:Z end.

Lemma int_of_Z_opp z : int_of_Z (Z.opp z) = - int_of_Z z.
Proof. by case: z => [|p|p] //=; rewrite ?oppr0 ?opprK. Qed.

Lemma int_of_pos_sub p q : int_of_Z (Z.pos_sub p q) = (Pos.to_nat p)%:Z - (Pos.to_nat q)%:Z.
Proof.
rewrite Z.pos_sub_spec; case: (Pos.compare_spec p q) => [-> | lt_pq | lt_qp] /=; first by rewrite subrr.
  rewrite Pos2Nat.inj_sub // -opprB subzn //.
  by apply/ssrnat.leP; apply: PeanoNat.Nat.lt_le_incl; apply/Pos2Nat.inj_lt.
rewrite Pos2Nat.inj_sub // subzn //.
by apply/ssrnat.leP; apply: PeanoNat.Nat.lt_le_incl; apply/Pos2Nat.inj_lt.
Qed.

Lemma int_of_Z_add a b : int_of_Z (Z.add a b) = int_of_Z a + int_of_Z b.
Proof.
case: a b => [|p|p] [|q|q] /=; rewrite ?add0r ?addr0 ?int_of_pos_sub ?Pos2Nat.inj_add //.
  by rewrite addrC.
by rewrite -opprD.
Qed.

Lemma int_of_Z_mul a b : int_of_Z (Z.mul a b) = int_of_Z a * int_of_Z b.
Proof.
by case: a b => [|p|p] [|q|q] /=; rewrite ?mul0r ?mulr0 // ?mulrN ?mulNr ?opprK Pos2Nat.inj_mul.
Qed.

Lemma int_of_Z_nat n : int_of_Z (Z.of_nat n) = n%:Z.
Proof. by case: n => [|n] //=; rewrite SuccNat2Pos.id_succ. Qed.

Lemma int_of_Z_ge0 z : Z.leb Z0 z -> exists n, int_of_Z z = n%:Z.
Proof. by case: z => [|p|p] //= _; [exists 0%N | exists (Pos.to_nat p)]. Qed.

Lemma pos_gt0 p : (0 < Pos.to_nat p)%N.
Proof. by apply/ssrnat.ltP; apply: Pos2Nat.is_pos. Qed.

(** The image of an integer in a ring. *)
Definition integer (R : ringType) (z : Z) : R := (int_of_Z z)%:~R.

Lemma integer_add (R : ringType) a b : integer R (Z.add a b) = integer R a + integer R b.
Proof. by rewrite /integer int_of_Z_add rmorphD. Qed.

Lemma integer_mul (R : ringType) a b : integer R (Z.mul a b) = integer R a * integer R b.
Proof. by rewrite /integer int_of_Z_mul rmorphM. Qed.

Lemma integer_nat (R : ringType) n : integer R (Z.of_nat n) = n%:R.
Proof. by rewrite /integer int_of_Z_nat. Qed.

Lemma integer_abs (R : numDomainType) a : integer R (Z.abs a) = `|integer R a|.
Proof. by rewrite /integer -intr_norm; case: a => [|p|p] //=; rewrite normrN. Qed.

Lemma integer_gt0 (R : numDomainType) a : Z.ltb Z0 a -> 0 < integer R a.
Proof. by rewrite /integer ltr0z; case: a => //= p _; rewrite ltz_nat pos_gt0. Qed.

Lemma integer_le (R : numDomainType) a b : Z.leb a b -> integer R a <= integer R b.
Proof.
move=> /Z.leb_le le_ab; rewrite -subr_ge0 -[_ - _](_ : integer R (Z.sub b a) = _); last first.
  by rewrite /integer int_of_Z_add int_of_Z_opp rmorphB.
rewrite /integer ler0z; have : Z.leb Z0 (Z.sub b a) by apply/Z.leb_le; apply/Z.le_0_sub.
by move/int_of_Z_ge0 => [n ->].
Qed.

Fixpoint power_of_Z (x : Z) (n : nat) : Z := if n is m.+1 then Z.mul x (power_of_Z x m) else Zpos xH.

Lemma integer_power (R : ringType) a n : integer R (power_of_Z a n) = integer R a ^+ n.
Proof. by elim: n => [|n IH]; rewrite ?expr0 //= integer_mul IH exprS. Qed.
