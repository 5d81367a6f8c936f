<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

/**
 * The contract file, or the address of SORS, cannot be used.
 *
 * Nothing was sent. A developer has to mend the file or the constants, except for code "unsupported": there the contract
 * is sound, but SORS' API has no such operation or search, and whoever called should have asked Api::supports() first.
 */
final class ContractError extends SorsError {

	public function __construct( string $message, string $reason = 'contract', ?\Throwable $previous = null ) {
		parent::__construct( $message, $reason, $previous );
	}
}
