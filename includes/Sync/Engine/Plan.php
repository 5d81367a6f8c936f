<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Sentence;
use SorsApi\Store\ProductState;

/**
 * What is to become of one item in the shop, field by field, and what a person is told of it.
 *
 * @phpstan-import-type Change from RunItem
 */
abstract class Plan {

	/** @var list<Change> */
	public array $changes = [];
	/** @var list<string> Sentences about what was left out, or done differently. */
	public array $notes = [];
	/** Something was left out that a person has to correct: it is reported, changes or not. */
	public bool $isFaulty = false;
	/** See RunItem::$problem. */
	public string $problem = '';
	/** See RunItem::$danger. */
	public string $danger = '';

	final public function change( string $field, ?string $from, ?string $to, string $danger = '' ): void {
		$this->changes[] = compact( 'field', 'from', 'to' );
		$this->danger    = in_array( $danger, explode( ' ', $this->danger ), true ) ? $this->danger : trim( $this->danger . ' ' . $danger );
	}

	/** Its product is linked with it, before all else that changes. */
	final public function link( string $code, ProductState $state, ?string $former = null ): void {
		$to = $state->sku === $code
			/* translators: 1: SKU, 2: product */
			? Sentence::__( 'found by its SKU %1$s: %2$s', 'sors-api-for-woocommerce', $code, $state->label() )
			/* translators: %s: product */
			: Sentence::__( 'named by code of this site: %s', 'sors-api-for-woocommerce', $state->label() );
		array_unshift( $this->changes, [ 'field' => 'link', 'from' => $former, 'to' => $to ] );
	}

	/** @param string $problem '' = worth saying, but nothing to correct. */
	final public function note( string $sentence, string $problem ): void {
		$this->remark( $sentence, $problem );
		$this->isFaulty = $this->isFaulty || '' !== $problem;
	}

	/** The product is as SORS says, and a person has to correct something there. */
	final public function remark( string $sentence, string $problem ): void {
		$this->notes[] = $sentence;
		$this->problem = '' === $this->problem ? $problem : $this->problem;
	}

	public function reason(): ?string {
		return [] === $this->notes ? null : implode( ' ', $this->notes );
	}

	/** Without anything left to write, the remark is for a person. */
	final protected function told( string $code, string $name, int $objectId, string $action ): RunItem {
		$item           = [] === $this->changes ? new RunItem( $code, $name, RunItem::NONE, RunItem::UNCHANGED ) : new RunItem( $code, $name, $action, RunItem::PLANNED );
		$item->objectId = $objectId;
		$item->changes  = $this->changes;
		$item->reason   = $this->reason();
		$item->problem  = $this->problem;
		$item->danger   = $this->danger;
		return $item;
	}
}
