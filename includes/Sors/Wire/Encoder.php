<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Wire;

use SorsApi\Sors\Contract\Contract;
use SorsApi\Sors\Contract\Operation;
use SorsApi\Sors\ContractError;
use SorsApi\Sors\Record;

/** Writes records in the form that SORS expects. Fields that SORS does not have, or only answers with, are left out. */
final class Encoder {

	private Contract $contract;
	private Scalars $scalars;

	public function __construct( Contract $contract, Scalars $scalars ) {
		$this->contract = $contract;
		$this->scalars  = $scalars;
	}

	/**
	 * @return string The whole JSON body of an operation that writes a record.
	 * @throws ContractError "unsupported" When SORS does not have the operation.
	 * @throws \InvalidArgumentException When a decimal or a date is not one.
	 */
	public function body( string $operation, Record $record ): string {
		$found = $this->contract->operation( $operation );
		if ( null === $found ) {
			ContractError::unsupported( $operation )->throw();
		}
		return Json::object( self::withFixed( $this->fields( $record ), $found ) );
	}

	/**
	 * Adds the constants that the operation's body has on every call.
	 *
	 * @param array<mixed> $tree
	 * @return array<mixed>
	 */
	public static function withFixed( array $tree, Operation $operation ): array {
		foreach ( $operation->fixedBody as $path => $value ) {
			$tree = Json::with( $tree, $path, is_float( $value ) ? new JsonNumber( DecimalText::read( $value, false ) ) : $value );
		}
		return $tree;
	}

	/** @return array<mixed> */
	private function fields( Record $record ): array {
		$entity = $record::entity();
		$values = get_object_vars( $record );
		$tree   = [];
		foreach ( $this->contract->fields( $entity ) as $field => $path ) {
			$value = $values[ $field ] ?? null;
			if ( null === $value || $this->contract->isReadOnly( $entity, $field ) ) {
				continue;
			}
			$written = is_array( $value ) ? $this->list( $value ) : $this->scalars->write( $this->contract->type( $entity, $field ), $value );
			if ( null !== $written ) {
				$tree = Json::with( $tree, $path, $written );
			}
		}
		return $tree;
	}

	/**
	 * @param array<mixed> $records
	 * @return list<array<mixed>>
	 */
	private function list( array $records ): array {
		$list = [];
		foreach ( $records as $record ) {
			if ( ! $record instanceof Record ) {
				throw new \InvalidArgumentException( 'A list of records was expected.' );
			}
			$list[] = $this->fields( $record );
		}
		return $list;
	}
}
