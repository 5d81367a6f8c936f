<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

use SorsApi\Refusal;

defined( 'ABSPATH' ) || exit;

/** Our own check says that an order cannot be sent as it is; the message says what to correct. */
final class MappingRefused extends Refusal {}
