<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

use SorsApi\Sentence;

defined( 'ABSPATH' ) || exit;

/**
 * The contract file, or the address of SORS, cannot be used ("contract", "wrong_address"). Nothing was sent; a developer
 * has to correct the file or the constants.
 *
 * With code "unsupported" the contract is sound, but SORS' API has no such operation or search: the caller should have
 * checked with Api::supports() or Api::supportsQuery() first.
 */
final class ContractError extends SorsError {

	/** @param string $what Our name of the operation, with the parameter after a dot where only that is missing. */
	public static function unsupported( string $what ): self {
		return new self(
			/* translators: %s: our name of an operation, e.g. "findDocuments". */
			Sentence::__( 'The SORS API does not offer “%s”, so this cannot be done.', 'sors-api-for-woocommerce', $what ),
			'unsupported'
		);
	}
}
